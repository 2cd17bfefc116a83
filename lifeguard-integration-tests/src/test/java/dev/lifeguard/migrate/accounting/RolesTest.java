package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.change;
import static dev.lifeguard.migrate.accounting.Journal.changeLine;
import static dev.lifeguard.migrate.accounting.Journal.delete;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.lines;
import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The roles of docs/accounting_roles.sql: each does its part of the work, and no other. */
@OnPostgres
final class RolesTest {

    private static final Line[] SALE = {debit("1000", "100"), credit("4000", "100")};
    private static final String DENIED = "42501";

    @AutoClose private final Books books;

    RolesTest(PostgresServer server) {
        books = Books.on(server);
        books.accepts(sql(Fixture.roles()), sql(Fixture.roles()));
        books.sale("posted", "2024-03-10", "100");
        books.accepts(post("posted"));
    }

    /** The two that are left run in the name of whoever makes entries, and write nothing. */
    @Test
    void whatRunsAsTheOwnerIsExecutedByTriggersOnly() {
        assertThat(
                        books.rows(
                                """
                                SELECT p.oid::regprocedure
                                FROM pg_proc p
                                WHERE p.pronamespace = 'public'::regnamespace
                                    AND p.prosecdef
                                    AND pg_catalog.has_function_privilege('books_clerk', p.oid, 'EXECUTE')
                                ORDER BY 1::text
                                """))
                .containsExactly("lock_open_period(uuid,date)", "schema_owner()");
    }

    @Test
    void aClerkMakesDraftsAndNoMore() {
        Session clerk = as("books_clerk");
        clerk.run(
                entry("e", "2024-03-10").with("created_by", id("clerk")).sql(),
                lines("e", SALE),
                change("e", "description = 'sale', entry_date = '2024-03-11'"),
                changeLine("e", 1, "description = 'cash'"),
                entry("f", "2024-03-10").sql(),
                lines("f", SALE),
                delete("f"));

        refuses(
                clerk,
                post("e"),
                sql("SELECT post_journal_entry(?, ?)", id("e"), id("clerk")),
                entry("g", "2024-03-10").with("auto_post", true).sql(),
                reverse(id("posted"), "R", "2024-03-11"),
                change("e", "total_debit = 1"),
                sql("UPDATE account_balances SET debit_balance = 0"),
                sql("UPDATE accounts SET name = 'x'"),
                sql("UPDATE companies SET separate_duties = false"),
                period("2024-01", "CLOSED"),
                sql("TRUNCATE account_balances"));
        assertThat(books.row("SELECT status FROM journal_entries WHERE id = ?", id("e")))
                .isEqualTo("DRAFT");
    }

    @Test
    void aPosterPostsWhatOthersHaveMade() {
        books.draft("e", "2024-03-10", SALE);
        Session poster = as("books_poster");
        poster.run(
                sql("SELECT post_journal_entry(?, ?)", id("e"), id("poster")),
                entry("auto", "2024-03-10").with("auto_post", true).sql(),
                lines("auto", SALE),
                reverse(id("e"), "R", "2024-03-11"));

        assertThat(books.balance("1000")).isEqualTo("300|100");
        books.draft("f", "2024-03-10", SALE);
        refuses(
                poster,
                change("f", "description = 'x'"),
                changeLine("f", 1, "description = 'x'"),
                delete("f"),
                change("f", "line_count = 9"),
                sql("DELETE FROM account_balances"),
                period("2024-01", "CLOSED"));
    }

    @Test
    void anApproverKeepsAccountsAndPeriods() {
        books.draft("e", "2024-03-10", SALE);
        Session approver = as("books_approver");
        approver.run(
                period("2024-01", "CLOSED"),
                period("2024-01", "LOCKED"),
                period("2024-02", "CLOSED"),
                period("2024-02", "OPEN"),
                sql("UPDATE accounts SET control_type = 'AR' WHERE id = ?", id("ACME", "1100")),
                Insert.into("exchange_rates")
                        .with("from_currency_code", "EUR")
                        .with("to_currency_code", "USD")
                        .with("rate_date", "2024-03-01")
                        .with("rate", "1.1")
                        .sql());

        refuses(
                approver,
                post("e"),
                entry("f", "2024-03-10").sql(),
                sql("UPDATE companies SET separate_duties = true"),
                sql("UPDATE account_balances SET debit_balance = 0"));
    }

    @Test
    void anAuditorSeesEverythingAndChangesNothing() {
        Session auditor = as("books_auditor");

        assertThat(
                        auditor.rows(
                                sql(
                                        "SELECT account_code FROM trial_balance(?, ?)",
                                        id("ACME"),
                                        "2024-12-31")))
                .containsExactly("1000", "4000");
        assertThat(auditor.rows(sql("SELECT rule FROM accounting_integrity_violations"))).isEmpty();
        assertThat(privileges("books_auditor", "SELECT")).isNotEmpty();
        for (String privilege : List.of("INSERT", "UPDATE", "REFERENCES")) {
            assertThat(privileges("books_auditor", privilege)).as(privilege).isEmpty();
        }
    }

    @Test
    void nobodyWritesWhatTheDatabaseKeeps() {
        for (String role : List.of("books_clerk", "books_poster", "books_approver")) {
            for (String privilege : List.of("INSERT", "UPDATE")) {
                assertThat(privileges(role, privilege))
                        .as(role)
                        .isNotEmpty()
                        .noneMatch(column -> column.startsWith("account_balances."))
                        .doesNotContain(
                                "journal_entries.total_debit",
                                "journal_entries.total_credit",
                                "journal_entries.line_count",
                                "journal_entries.foreign_lines",
                                "journal_entries.fiscal_period_id",
                                "journal_entries.posted_at",
                                "companies.separate_duties",
                                "accounts.created_at",
                                "invoices.subtotal",
                                "invoices.discount_amount",
                                "invoices.tax_amount",
                                "invoices.total_amount",
                                "customer_invoices.paid_amount",
                                "vendor_invoices.settled_on",
                                "ar_payments.applied_amount",
                                "ap_payments.applied_amount",
                                "ar_payments.refunded_amount");
            }
        }
    }

    private Session as(String role) {
        Session session = books.newSession();
        session.run(sql("SET SESSION AUTHORIZATION " + role));
        return session;
    }

    private static void refuses(Session session, Sql... statements) {
        for (Sql statement : statements) {
            assertThat(session.refusal(statement).sqlState())
                    .as(statement.text())
                    .isEqualTo(DENIED);
        }
    }

    /** The columns on which a role has a privilege. */
    private List<String> privileges(String role, String privilege) {
        return books.rows(
                """
                SELECT c.relname::text || '.'::text || a.attname::text
                FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relnamespace = 'public'::regnamespace::oid
                    AND c.relkind::text IN ('r', 'v')
                    AND NOT a.attisdropped
                    AND has_column_privilege(?::name, c.oid, a.attnum, ?::text)
                """,
                role,
                privilege);
    }
}
