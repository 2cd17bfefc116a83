package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is owed as of a date, and that no closed period's answer changes. */
@OnPostgres
final class AgingTest {

    private static final String OPEN = "55000 {applications}_period_open";

    @AutoClose private final Books books;

    AgingTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @EnumSource
    void sortsByDaysPastDue(Subledger ledger) {
        LocalDate asOf = LocalDate.of(2024, 12, 15);
        for (int days : new int[] {30, 31, 60, 61, 90, 91, -16}) {
            String due = asOf.minusDays(days).toString();
            ledger.invoice(books, "due " + days, "10", "2024-09-01", due);
        }

        assertThat(ledger.aging(books, "2024-12-15")).containsExactly("20|20|20|10|70");
        assertThat(ledger.aging(books, "2024-08-31")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void countsWhatWasAppliedByThen(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "100").sql(),
                ledger.application("P", "I", "60", "2024-03-10").sql(),
                ledger.application("P", "I", "40", "2024-03-20").with("id", id("rest")).sql());

        assertThat(ledger.aging(books, "2024-02-29")).isEmpty();
        assertThat(ledger.aging(books, "2024-03-09")).containsExactly("100|0|0|0|100");
        assertThat(ledger.aging(books, "2024-03-19")).containsExactly("40|0|0|0|40");
        assertThat(ledger.aging(books, "2024-03-20")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void countsWhatWasTakenBackAndAppliedAgain(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "30").sql(),
                ledger.payment("Q", "100").sql(),
                ledger.application("P", "I", "30", "2024-03-10").sql(),
                ledger.unapply("P", "I", "'2024-03-20'"),
                ledger.application("Q", "I", "100", "2024-03-25").sql());

        assertThat(ledger.aging(books, "2024-03-09")).containsExactly("100|0|0|0|100");
        assertThat(ledger.aging(books, "2024-03-10")).containsExactly("70|0|0|0|70");
        assertThat(ledger.aging(books, "2024-03-19")).containsExactly("70|0|0|0|70");
        assertThat(ledger.aging(books, "2024-03-20")).containsExactly("100|0|0|0|100");
        assertThat(ledger.aging(books, "2024-03-24")).containsExactly("100|0|0|0|100");
        assertThat(ledger.aging(books, "2024-03-25")).containsExactly("0|0|0|0|0");
        assertThat(ledger.net(books, "2024-03-25")).containsExactly("0|30|-30");
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotStays(Subledger ledger) {
        ledger.invoice(books, "I", "100");

        assertThat(books.session().row(ledger.takeSnapshot("2024-06-01"))).isEqualTo("1");

        assertThat(
                        books.row(
                                "SELECT days_61_90, total_outstanding, currency_code FROM "
                                        + ledger.agings()))
                .isEqualTo("100|100|USD");
        books.refuses(
                ledger.rule("55000 {agings}_frozen"),
                sql("UPDATE %s SET current_amount = 0".formatted(ledger.agings())));
        books.refuses(ledger.rule("55000 {agings}_frozen"), sql("DELETE FROM " + ledger.agings()));
        List<String> taken = books.state();
        assertThat(books.session().row(ledger.takeSnapshot("2024-06-01"))).isEqualTo("0");
        assertThat(books.state()).isEqualTo(taken);
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotIsTakenOnceWhateverHappensSince(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.takeSnapshot("2024-06-01"));
        ledger.invoice(books, "J", "10", "2024-05-01", "2024-05-31");
        books.accepts(ledger.paymentOfOther("P", "5").sql());

        assertThat(books.session().row(ledger.takeSnapshot("2024-06-01"))).isEqualTo("0");
        assertThat(books.row("SELECT total_outstanding FROM " + ledger.agings())).isEqualTo("100");
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotIsKeptWholeAndTrueOnly(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "7").sql(),
                ledger.paymentOfOther("Q", "5").sql(),
                ledger.application("P", "I", "3", "2024-03-10").sql());
        String untrue = ledger.rule("23514 {agings}_true");
        Insert first = snapshot(ledger).with(ledger.party() + "_id", ledger.firstParty());
        Insert other = ledger.ofOther(snapshot(ledger)).with("unapplied_amount", "5");

        books.refuses(untrue, first.with("days_61_90", "1000").sql());
        books.refuses(untrue, first.with("days_61_90", "97").with("unapplied_amount", "4").sql());
        books.refuses(untrue, other.sql());
        books.refuses(untrue, first.with("aging_date", "2024-01-01").sql());
        assertThat(books.session().row(ledger.takeSnapshot("2024-06-01"))).isEqualTo("2");
        assertThat(
                        books.rows(
                                "SELECT days_61_90, unapplied_amount, net_outstanding FROM %s"
                                        .formatted(ledger.agings())))
                .containsExactlyInAnyOrder("97|4|93", "0|5|-5");
        books.refuses(untrue, ledger.ofOther(snapshot(ledger)).with("currency_code", "EUR").sql());
    }

    private static Insert snapshot(Subledger ledger) {
        return Insert.into(ledger.agings())
                .with("company_id", id("ACME"))
                .with("aging_date", "2024-06-01")
                .with("currency_code", "USD");
    }

    @ParameterizedTest
    @EnumSource
    void twoSessionsTakeOneSnapshot(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), ledger.takeSnapshot("2024-06-01"));

        Background<?> second =
                other.runWaitingFor(books.session(), ledger.takeSnapshot("2024-06-01"));
        books.accepts(sql("COMMIT"));

        second.result();
        assertThat(books.row("SELECT count(*) FROM " + ledger.agings())).isEqualTo("1");
    }

    /** Made by hand, it is checked against what was committed when it had the company's lock. */
    @ParameterizedTest
    @EnumSource
    void aSnapshotByHandWaitsForAnApplicationAndIsRefused(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "7").sql());
        Sql byHand =
                snapshot(ledger)
                        .with(ledger.party() + "_id", ledger.firstParty())
                        .with("days_61_90", "100")
                        .with("unapplied_amount", "7")
                        .sql();
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), ledger.application("P", "I", "3", "2024-03-10").sql());

        Background<?> snapshot = other.runWaitingFor(books.session(), byHand);
        books.accepts(sql("COMMIT"));

        Books.isRefused(ledger.rule("23514 {agings}_true"), snapshot);
        assertThat(books.rows("SELECT * FROM " + ledger.agings())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationWaitsForASnapshotByHand(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "7").sql());
        Session other = books.newSession();
        books.accepts(
                sql("BEGIN"),
                snapshot(ledger)
                        .with(ledger.party() + "_id", ledger.firstParty())
                        .with("days_61_90", "100")
                        .with("unapplied_amount", "7")
                        .sql());

        Background<?> application =
                other.runWaitingFor(
                        books.session(), ledger.application("P", "I", "3", "2024-03-10").sql());
        books.accepts(sql("COMMIT"));

        application.result();
        assertThat(books.rows("SELECT days_61_90 FROM " + ledger.agings())).containsExactly("100");
    }

    @ParameterizedTest
    @EnumSource
    void anOldSnapshotOfTheDatabaseTakesNoSecondOne(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(sql("BEGIN ISOLATION LEVEL REPEATABLE READ"), sql("SELECT FROM companies"));
        books.newSession().run(ledger.takeSnapshot("2024-06-01"));

        assertThat(books.session().refusal(ledger.takeSnapshot("2024-06-01"))).hasToString("40001");
        books.accepts(sql("ROLLBACK"));
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhatIsNotApplied(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "70").sql(),
                ledger.payment("Q", "20").with("payment_date", "2024-04-01").sql(),
                ledger.paymentOfOther("O", "5").with("payment_date", "2024-05-01").sql(),
                ledger.application("P", "I", "60", "2024-03-10").sql(),
                ledger.unapply("P", "I", "'2024-06-01'"),
                sql(
                        "UPDATE %s SET status = ?, voided_on = '2024-07-01' WHERE id = ?"
                                .formatted(ledger.payments()),
                        ledger.failed(),
                        id("payment", "P")));

        assertThat(ledger.net(books, "2024-03-09")).containsExactly("100|70|30");
        assertThat(ledger.net(books, "2024-03-10")).containsExactly("40|10|30");
        assertThat(ledger.net(books, "2024-04-01")).containsExactly("40|30|10");
        assertThat(ledger.net(books, "2024-05-01")).containsExactlyInAnyOrder("40|30|10", "0|5|-5");
        assertThat(ledger.net(books, "2024-06-01"))
                .containsExactlyInAnyOrder("100|90|10", "0|5|-5");
        assertThat(ledger.net(books, "2024-07-01"))
                .containsExactlyInAnyOrder("100|20|80", "0|5|-5");
    }

    @ParameterizedTest
    @EnumSource
    void ofAClosedPeriodNeverChanges(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "100").sql(),
                ledger.application("P", "I", "40", "2024-05-01").sql());
        books.accepts(ledger.approved("late", "5", "2024-03-01", "2024-03-31"));
        books.accepts(ledger.approved("within", "5", "2024-05-05", "2024-06-01"));
        books.accepts(period("2024-05", "CLOSED"));
        List<String> closed = ledger.aging(books, "2024-05-31");

        refusesWithin("2024-05-15", ledger);
        refusesWithin("2024-03-15", ledger);
        refusesWithin("2025-01-01", ledger);
        books.refuses(ledger.rule(OPEN), ledger.unapply("P", "I", "'2024-05-31'"));
        String invoice = ledger.rule("55000 {documents}_period_open");
        books.refuses(invoice, ledger.document("late", "5", "2024-03-01", "2024-03-31").sql());
        books.refuses(invoice, ledger.document("within", "5", "2024-05-05", "2024-06-01").sql());
        books.accepts(ledger.unapply("P", "I", "'2024-06-01'"));
        books.refuses(
                invoice, ledger.change("I", "status = 'CANCELLED', cancelled_on = '2024-05-31'"));
        books.accepts(ledger.change("I", "status = 'CANCELLED'"));

        assertThat(ledger.aging(books, "2024-05-31")).isEqualTo(closed).hasSize(1);
        assertThat(ledger.net(books, "2024-06-01")).containsExactly("0|100|-100");
    }

    private void refusesWithin(String date, Subledger ledger) {
        books.refuses(
                ledger.rule(OPEN),
                ledger.application("P", "I", "5", date).with("id", id("another")).sql());
    }

    @ParameterizedTest
    @EnumSource
    void closingAPeriodWaitsForApplications(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "100").sql());
        Session other = books.newSession();
        Sql application = ledger.application("P", "I", "5", "2024-06-05").sql();
        books.accepts(sql("BEGIN"), application);

        Background<?> closing = other.runWaitingFor(books.session(), period("2024-08", "CLOSED"));
        books.accepts(sql("COMMIT"));

        closing.result();
        refusesWithin("2024-06-05", ledger);
    }

    @ParameterizedTest
    @EnumSource
    void anOldSnapshotDoesNotApplyWithinAPeriodClosedSince(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "100").sql());
        books.accepts(sql("BEGIN ISOLATION LEVEL REPEATABLE READ"), sql("SELECT FROM companies"));
        books.newSession().run(period("2024-08", "CLOSED"));

        assertThat(books.session().refusal(ledger.application("P", "I", "5", "2024-06-05").sql()))
                .hasToString("40001");
        books.accepts(sql("ROLLBACK"));
    }
}
