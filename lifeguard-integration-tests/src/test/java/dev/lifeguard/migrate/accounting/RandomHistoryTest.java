package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.accounting.RandomBookkeeper.Deed;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever several sessions do at the same time, right or wrong, the books stay right. */
@OnPostgres
final class RandomHistoryTest {

    private static final int SESSIONS = 5;
    private static final int TRANSACTIONS = 300;

    @AutoClose private final Books books;

    RandomHistoryTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @ValueSource(longs = {20240120, 20240121})
    void keepsTheBooksRight(long seed) {
        List<Background<RandomBookkeeper>> bookkeepers =
                IntStream.range(0, SESSIONS)
                        .mapToObj(n -> Background.start(() -> work(n, seed + 1000L * n)))
                        .toList();

        assertThat(bookkeepers.stream().mapToInt(b -> b.result().refused()).sum())
                .isGreaterThan(100);
        assertThat(bookkeepers.stream().flatMap(RandomHistoryTest::deeds))
                .containsAll(EnumSet.complementOf(EnumSet.of(Deed.TAMPER)))
                .doesNotContain(Deed.TAMPER);
        assertThat(books.violations()).isEmpty();
        assertThat(books.wrongBalances()).isEmpty();
        for (String asOf : List.of("2024-01-31", "2024-04-17", "2024-09-30", "2024-12-31")) {
            assertThat(differencesOfTrialBalance(asOf)).as(asOf).isEmpty();
            for (Subledger ledger : Subledger.values()) {
                agreesWithTheModel(ledger, asOf);
            }
        }
        for (Subledger ledger : Subledger.values()) {
            assertThat(new SubledgerModel(books, ledger).reconciliation(LocalDate.of(2024, 12, 31)))
                    .as("realised differences")
                    .anyMatch(line -> line.startsWith("EUR|") && !line.endsWith("|0"));
            assertThat(overApplied(ledger)).isEmpty();
        }
    }

    private RandomBookkeeper work(int number, long seed) throws Exception {
        try (Session session = books.ownSession()) {
            RandomBookkeeper bookkeeper = new RandomBookkeeper(session, "b" + number, seed);
            bookkeeper.work(TRANSACTIONS);
            return bookkeeper;
        }
    }

    private static Stream<Deed> deeds(Background<RandomBookkeeper> bookkeeper) {
        return bookkeeper.result().done().keySet().stream();
    }

    /** Between the trial balance and the sums of all lines that were posted by then. */
    private List<String> differencesOfTrialBalance(String asOf) {
        return books.rows(
                """
                WITH said AS (
                    SELECT account_id, base_debit_balance, base_credit_balance
                    FROM trial_balance(?, ?)
                ),
                computed AS (
                    SELECT l.account_id, sum(l.base_debit_amount), sum(l.base_credit_amount)
                    FROM journal_entry_lines l JOIN journal_entries e ON e.id = l.journal_entry_id
                    WHERE e.company_id = ? AND e.entry_date <= ? AND e.status <> 'DRAFT'
                    GROUP BY l.account_id
                )
                (SELECT 'said', * FROM (SELECT * FROM said EXCEPT SELECT * FROM computed) s)
                UNION ALL
                (SELECT 'computed', * FROM (SELECT * FROM computed EXCEPT SELECT * FROM said) c)
                """,
                id("ACME"),
                asOf,
                id("ACME"),
                asOf);
    }

    /** Whether aging and reconciliation say what follows from the documents alone. */
    private void agreesWithTheModel(Subledger ledger, String asOf) {
        SubledgerModel model = new SubledgerModel(books, ledger);
        assertThat(
                        books.rows(
                                """
                                SELECT %s_id, currency_code, total_outstanding, unapplied_amount
                                FROM %s(?, ?) ORDER BY 1::text, 2
                                """
                                        .formatted(ledger.party(), ledger.named("aging")),
                                id("ACME"),
                                asOf))
                .as(asOf)
                .isEqualTo(model.aging(LocalDate.parse(asOf)));
        assertThat(
                        books.rows(
                                """
                                SELECT currency_code, outstanding_amount, unapplied_amount,
                                    base_subledger_balance, realised_exchange_gain
                                FROM %s(?, ?)
                                WHERE (outstanding_amount, unapplied_amount) <> (0.0, 0.0)
                                    OR (base_subledger_balance, realised_exchange_gain)
                                        <> (0.0, 0.0)
                                ORDER BY currency_code
                                """
                                        .formatted(ledger.named("reconciliation")),
                                id("ACME"),
                                asOf))
                .as(asOf)
                .isEqualTo(model.reconciliation(LocalDate.parse(asOf)));
    }

    /** Invoices of which more was paid on some date than their total. */
    private List<String> overApplied(Subledger ledger) {
        return books.rows(
                """
                SELECT d.id, on_date, sum(a.applied_amount + a.discount_taken), d.total_amount
                FROM %1$ss d
                JOIN %2$s a ON a.%1$s_id = d.id
                CROSS JOIN LATERAL (
                    SELECT DISTINCT b.applied_on AS on_date FROM %2$s b WHERE b.%1$s_id = d.id
                ) dates
                WHERE a.applied_on <= on_date AND coalesce(a.unapplied_on, 'infinity') > on_date
                GROUP BY d.id, on_date
                HAVING sum(a.applied_amount + a.discount_taken) > d.total_amount
                """
                        .formatted(ledger.document(), ledger.applications()));
    }
}
