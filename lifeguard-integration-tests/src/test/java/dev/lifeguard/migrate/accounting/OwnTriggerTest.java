package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.lines;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may change every row of the books, and make temporary tables with triggers of their own,
 * still does not write what the database keeps.
 */
@OnPostgres
final class OwnTriggerTest {

    private static final Line[] SALE = {debit("1000", "100"), credit("4000", "100")};

    @AutoClose private final Books books;
    private final Session clerk;
    private final String role;

    OwnTriggerTest(PostgresServer server) {
        books = Books.on(server);
        books.sale("posted", "2024-03-10", "100");
        books.sale("draft", "2024-03-10", "7");
        books.accepts(post("posted"));
        role = "clerk_" + books.row("SELECT current_database()");
        books.accepts(
                sql("CREATE ROLE %s".formatted(role)),
                sql(
                        """
                        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %s
                        """
                                .formatted(role)));
        clerk = books.newSession();
        clerk.run(sql("SET SESSION AUTHORIZATION %s".formatted(role)));
    }

    @AfterEach
    void dropRole() {
        clerk.run(sql("RESET SESSION AUTHORIZATION"));
        books.accepts(sql("DROP OWNED BY %s CASCADE".formatted(role)), sql("DROP ROLE " + role));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE account_balances SET debit_balance = debit_balance + 1.0",
                "DELETE FROM account_balances",
                "INSERT INTO account_balances (company_id, account_id, fiscal_period_id,"
                        + " currency_code, shard) SELECT company_id, account_id, fiscal_period_id,"
                        + " currency_code, 99 FROM account_balances",
                "UPDATE journal_entries SET total_debit = 5, total_credit = 5"
                        + " WHERE status::text = 'DRAFT'",
                "UPDATE journal_entries SET line_count = 9 WHERE status::text = 'DRAFT'",
                "UPDATE journal_entries SET foreign_lines = 9 WHERE status::text = 'DRAFT'"
            })
    void isNotWrittenByATriggerOnATemporaryTable(String write) {
        clerk.run(
                sql("CREATE TEMPORARY TABLE mine (id integer)"),
                sql(
                        """
                        CREATE FUNCTION pg_temp.write() RETURNS trigger LANGUAGE plpgsql
                            SET search_path = pg_catalog, public
                            AS $$BEGIN %s; RETURN NULL; END$$
                        """
                                .formatted(write)),
                sql("CREATE TRIGGER write AFTER INSERT ON mine EXECUTE FUNCTION pg_temp.write()"));

        Refusal refusal = clerk.refusal(sql("INSERT INTO mine VALUES (1)"));

        assertThat(refusal.sqlState()).isEqualTo("42501");
        assertThat(refusal.rule()).endsWith("_maintained");
        assertThat(books.wrongBalances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change_journal_entry_lines",
                "change_invoice_lines",
                "credit_invoice",
                "change_customer_invoice",
                "change_vendor_invoice",
                "change_ar_payment",
                "change_ap_payment_applications",
                "change_ar_refunds",
                "post_journal_entries",
                "close_fiscal_periods",
                "change_control_type"
            })
    void whatRunsAsTheOwnerIsNoTriggerOfATableOfTheirs(String function) {
        clerk.run(sql("CREATE TEMPORARY TABLE mine (LIKE journal_entry_lines)"));

        assertThat(
                        clerk.refusal(
                                sql(
                                        """
                                        CREATE TRIGGER forge AFTER INSERT ON mine
                                            FOR EACH ROW EXECUTE FUNCTION %s()
                                        """
                                                .formatted(function))))
                .hasToString("42501");
    }

    @Test
    void norDoesItActOnOneIfTheyMayExecuteEveryFunction() {
        books.accepts(sql("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO %s".formatted(role)));
        clerk.run(
                sql("CREATE TEMPORARY TABLE mine (LIKE journal_entry_lines)"),
                sql("CREATE TEMPORARY TABLE others (LIKE journal_entries)"),
                sql(
                        """
                        CREATE TRIGGER forge AFTER INSERT ON mine REFERENCING NEW TABLE AS new_lines
                            FOR EACH STATEMENT EXECUTE FUNCTION change_journal_entry_lines()
                        """),
                sql(
                        """
                        CREATE TRIGGER forge AFTER INSERT ON others
                            REFERENCING NEW TABLE AS new_entries
                            FOR EACH ROW EXECUTE FUNCTION post_journal_entries()
                        """));

        assertThat(clerk.refusal(sql("INSERT INTO mine SELECT * FROM journal_entry_lines")))
                .hasToString("42501 refuse_table");
        assertThat(clerk.refusal(sql("INSERT INTO others SELECT * FROM journal_entries")))
                .hasToString("42501 refuse_table");
        assertThat(books.wrongBalances()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void norAreTheSumsOfDocuments(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "100").sql());
        for (String write :
                new String[] {
                    "UPDATE %s SET paid_amount = 5.0".formatted(ledger.documents()),
                    "UPDATE %s SET status = 'PARTIAL'".formatted(ledger.documents()),
                    "UPDATE %s SET applied_amount = 5.0".formatted(ledger.payments()),
                    "UPDATE invoices SET line_count = 9"
                }) {
            clerk.run(
                    sql("CREATE TEMPORARY TABLE mine (id integer)"),
                    sql(
                            """
                            CREATE FUNCTION pg_temp.write() RETURNS trigger LANGUAGE plpgsql
                                SET search_path = pg_catalog, public
                                AS $$BEGIN %s; RETURN NULL; END$$
                            """
                                    .formatted(write)),
                    sql(
                            "CREATE TRIGGER write AFTER INSERT ON mine EXECUTE FUNCTION"
                                    + " pg_temp.write()"));

            Refusal refusal = clerk.refusal(sql("INSERT INTO mine VALUES (1)"));

            assertThat(refusal.sqlState()).as(write).isEqualTo("42501");
            assertThat(refusal.rule()).as(write).endsWith("_maintained");
            clerk.run(sql("DROP TABLE mine"), sql("DROP FUNCTION pg_temp.write()"));
        }
        clerk.run(ledger.application("P", "I", "100", "2024-03-10").sql());
        assertThat(books.row("SELECT status FROM " + ledger.documents())).isEqualTo("PAID");
    }

    @Test
    void theyPostAndReverseAsBefore() {
        clerk.run(
                post("draft"),
                entry("auto", "2024-03-10").with("auto_post", true).sql(),
                lines("auto", SALE),
                reverse(id("posted"), "R", "2024-03-11"),
                entry("gone", "2024-03-10").sql(),
                debit("1000", "5").row("gone", 1).sql(),
                Journal.delete("gone"));

        assertThat(books.balance("1000")).isEqualTo("207|100");
        assertThat(books.wrongBalances()).isEmpty();
    }
}
