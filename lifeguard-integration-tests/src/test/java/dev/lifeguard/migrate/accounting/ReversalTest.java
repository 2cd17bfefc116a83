package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.change;
import static dev.lifeguard.migrate.accounting.Journal.delete;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The one way to correct a posted entry: its exact mirror. */
@OnPostgres
final class ReversalTest {

    private static final String REVERSIBLE = "55000 journal_entries_reversible";

    @AutoClose private final Books books;

    ReversalTest(PostgresServer server) {
        books = Books.on(server);
        books.sale("e", "2024-03-10", "100");
        books.accepts(post("e"));
    }

    private UUID reversal(String of, String number, String date) {
        return UUID.fromString(books.session().row(reverse(id(of), number, date)));
    }

    /** A draft made by hand that says it reverses another entry. */
    private void draftOfReversal(UUID of, String number, String date, Line... lines) {
        books.accepts(entry(number, date).with("reverses_entry_id", of).sql());
        for (int at = 0; at < lines.length; at++) {
            books.accepts(lines[at].row(number, at + 1).sql());
        }
    }

    @Test
    void mirrorsTheEntryAndMarksItReversed() {
        UUID reversal = reversal("e", "R1", "2024-04-02");

        assertThat(
                        books.row(
                                """
                                SELECT status, entry_date, reverses_entry_id, posted_by
                                FROM journal_entries WHERE id = ?
                                """,
                                reversal))
                .isEqualTo("POSTED|2024-04-02|%s|%s", id("e"), id("an actor"));
        assertThat(
                        books.rows(
                                """
                                SELECT a.code, l.debit_amount, l.credit_amount,
                                    l.base_debit_amount, l.base_credit_amount
                                FROM journal_entry_lines l JOIN accounts a ON a.id = l.account_id
                                WHERE l.journal_entry_id = ? ORDER BY a.code
                                """,
                                reversal))
                .containsExactly("1000|0|100|0|100", "4000|100|0|100|0");
        assertThat(books.row("SELECT status FROM journal_entries WHERE id = ?", id("e")))
                .isEqualTo("REVERSED");
        assertThat(books.balance("1000")).isEqualTo("100|100");
    }

    @Test
    void countsFromItsOwnDateOn() {
        reversal("e", "R1", "2024-04-02");

        assertThat(books.trialBalance("1000", "2024-03-09")).isEqualTo("0");
        assertThat(books.trialBalance("1000", "2024-03-10")).isEqualTo("100");
        assertThat(books.trialBalance("1000", "2024-03-31")).isEqualTo("100");
        assertThat(books.trialBalance("1000", "2024-04-01")).isEqualTo("100");
        assertThat(books.trialBalance("1000", "2024-04-02")).isEqualTo("0");
        assertThat(books.trialBalance("1000", "2024-04-30")).isEqualTo("0");
        assertThat(
                        books.row(
                                """
                                SELECT sum(base_debit_balance), sum(base_credit_balance)
                                FROM trial_balance(?, '2024-04-30')
                                """,
                                id("ACME")))
                .isEqualTo("200|200");
    }

    @Test
    void happensOnceAndNeverToADraftOrAReversal() {
        books.sale("d", "2024-03-10", "100");
        UUID reversal = reversal("e", "R1", "2024-04-02");

        books.refuses(REVERSIBLE, reverse(id("e"), "R2", "2024-04-03"));
        books.refuses(REVERSIBLE, reverse(reversal, "R3", "2024-04-03"));
        books.refuses(REVERSIBLE, reverse(id("d"), "R4", "2024-04-03"));
        books.refuses("23503 journal_entries_pkey", reverse(id("no entry"), "R5", "2024-04-03"));
    }

    @Test
    void isNeverWrittenByHand() {
        books.sale("d", "2024-03-10", "100");
        books.accepts(post("d"));
        reversal("e", "R1", "2024-04-02");

        books.refuses("55000 journal_entries_frozen", change("d", "status = 'REVERSED'"));
        books.refuses("55000 journal_entries_frozen", post("e"));
    }

    @Test
    void byHandMustMirrorExactly() {
        draftOfReversal(id("e"), "m", "2024-04-01", credit("1000", "99"), debit("4000", "99"));
        books.refuses("23514 journal_entries_mirror", post("m"));

        books.accepts(delete("m"));
        draftOfReversal(
                id("e"),
                "m",
                "2024-04-01",
                credit("1000", "100"),
                debit("4000", "60"),
                debit("4000", "40"));
        books.refuses("23514 journal_entries_mirror", post("m"));

        books.accepts(delete("m"));
        draftOfReversal(id("e"), "m", "2024-04-01", credit("1000", "100"), debit("4000", "100"));
        books.accepts(post("m"));
        assertThat(books.row("SELECT status FROM journal_entries WHERE id = ?", id("e")))
                .isEqualTo("REVERSED");
    }

    @Test
    void byHandCannotMirrorAReversal() {
        UUID reversal = reversal("e", "R1", "2024-04-02");
        draftOfReversal(reversal, "m", "2024-04-05", debit("1000", "100"), credit("4000", "100"));

        books.refuses(REVERSIBLE, post("m"));
    }

    @Test
    void setsItsSourceFreeForAnotherPosting() {
        Insert posting =
                entry("s", "2024-03-10")
                        .with("source_type", "INVOICE")
                        .with("source_id", id("a document"));
        books.accepts(
                posting.sql(),
                debit("1000", "5").row("s", 1).sql(),
                credit("4000", "5").row("s", 2).sql(),
                post("s"));
        Sql again = posting.with("id", id("t")).with("entry_number", "t").sql();

        books.refuses("23505 journal_entries_source_key", again);
        books.refuses("55000 journal_entries_frozen", change("s", "reversed_at = now()"));
        reversal("s", "R1", "2024-04-02");
        books.accepts(again);
        books.refuses("55000 journal_entries_fixed", change("t", "reversed_at = now()"));
    }

    @Test
    void areTwoOfAStatementThatPostsOtherEntriesToo() {
        books.sale("f", "2024-03-10", "50");
        books.accepts(post("f"));
        draftOfReversal(id("e"), "m", "2024-04-01", credit("1000", "100"), debit("4000", "100"));
        draftOfReversal(id("f"), "n", "2024-04-01", credit("1000", "50"), debit("4000", "50"));
        books.sale("g", "2024-03-10", "7");

        books.accepts(sql("UPDATE journal_entries SET status = 'POSTED' WHERE status = 'DRAFT'"));

        assertThat(books.balance("1000")).isEqualTo("157|150");
        assertThat(books.row("SELECT count(*) FROM journal_entries WHERE status = 'REVERSED'"))
                .isEqualTo("2");
    }

    @Test
    void isNotDatedBeforeTheEntry() {
        books.refuses("23514 journal_entries_reversal_date", reverse(id("e"), "R1", "2024-03-09"));
    }

    @Test
    void ofAnEntryInAClosedPeriodIsPostedInAnOpenOne() {
        books.accepts(Journal.period("2024-03", "CLOSED"));

        books.refuses("55000 journal_entries_period_open", reverse(id("e"), "R1", "2024-03-31"));
        reversal("e", "R1", "2024-04-01");

        assertThat(books.trialBalance("1000", "2024-03-31")).isEqualTo("100");
        assertThat(books.trialBalance("1000", "2024-04-30")).isEqualTo("0");
    }
}
