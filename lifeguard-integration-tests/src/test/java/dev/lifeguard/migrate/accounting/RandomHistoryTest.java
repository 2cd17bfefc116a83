package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.accounting.RandomBookkeeper.Deed;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
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
    private static final int TRANSACTIONS = 200;

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
                assertThat(differencesOfAging(ledger, asOf)).as(asOf).isEmpty();
            }
        }
        for (Subledger ledger : Subledger.values()) {
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

    /**
     * Between the aging and what invoices and live applications give without any maintained sum.
     */
    private List<String> differencesOfAging(Subledger ledger, String asOf) {
        return books.rows(
                """
                WITH said AS (
                    SELECT g.%2$s_id AS party, g.total_outstanding AS amount
                    FROM %3$s(?, ?) g
                ),
                computed AS (
                    SELECT d.%2$s_id AS party, sum(d.total_amount - coalesce(a.amount, 0)) AS amount
                    FROM %1$ss d
                    LEFT JOIN LATERAL (
                        SELECT sum(a.applied_amount + a.discount_taken) AS amount
                        FROM %4$s a
                        WHERE a.%1$s_id = d.id AND a.applied_on <= ?
                        AND coalesce(a.unapplied_on, 'infinity') > ?
                    ) a ON true
                    WHERE d.invoice_date <= ? AND coalesce(d.cancelled_on, 'infinity') > ?
                    GROUP BY d.%2$s_id
                )
                SELECT * FROM said FULL JOIN computed USING (party)
                WHERE coalesce(said.amount, 0) <> coalesce(computed.amount, 0)
                """
                        .formatted(
                                ledger.document(),
                                ledger.party(),
                                ledger.agings().substring(0, ledger.agings().length() - 1),
                                ledger.applications()),
                id("ACME"),
                asOf,
                asOf,
                asOf,
                asOf,
                asOf);
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
