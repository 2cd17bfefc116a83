package dev.lifeguard.migrate.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo data on the sample's schema. */
@OnPostgres({14, 15, 16, 17, 18})
final class DemoDataTest {

    @AutoClose private final TestDatabase database;

    DemoDataTest(PostgresServer server) {
        database = server.createDatabase();
    }

    @BeforeEach
    void load() {
        Fixture.migrator(database).up();
        database.execute("BEGIN", Fixture.demoData(), "COMMIT");
    }

    @Test
    void holdsWhatIsWorthALookAndNothingWrong() {
        assertThat(
                        database.value(
                                """
                                SELECT
                                    (SELECT count(*) FROM accounts),
                                    (SELECT count(*) FROM customers),
                                    (SELECT count(*) FROM vendors),
                                    (SELECT count(*) FROM fiscal_periods WHERE status = 'CLOSED'),
                                    (SELECT count(*) FROM ar_payments WHERE status = 'BOUNCED'),
                                    (SELECT count(*) FROM accounts WHERE is_contra) > 0,
                                    (SELECT count(*) FROM journal_entries WHERE status = 'DRAFT'),
                                    (SELECT count(*) FROM journal_entries
                                        WHERE status = 'REVERSED')
                                """))
                .isEqualTo("40|6|4|24|1|t|0|2");
        assertThat(database.query("SELECT * FROM accounting_integrity_violations")).isEmpty();
    }

    @Test
    void agreesWithTheControlAccounts() {
        assertThat(
                        database.query(
                                """
                                SELECT 'AR', difference FROM ar_gl_reconciliation
                                UNION ALL SELECT 'AP', difference FROM ap_gl_reconciliation
                                """))
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.endsWith("|0.0000"));
    }

    @Test
    void hasAnInvoiceOnEachSideOfEveryAgingBound() {
        assertThat(
                        database.value(
                                """
                                SELECT g.current_amount, g.days_31_60, g.days_61_90, g.days_over_90
                                FROM companies c
                                CROSS JOIN LATERAL ar_aging(c.id, '2024-12-31') g
                                JOIN customers u ON u.id = g.customer_id
                                WHERE u.code = 'C-002'
                                """))
                .isEqualTo("200.0000|200.0000|200.0000|100.0000");
    }
}
