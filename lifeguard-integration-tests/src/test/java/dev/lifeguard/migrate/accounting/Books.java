package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A database with the sample's schema and the fixture, a session that changes it, and one that
 * looks on. When it is closed nothing may be wrong in the books.
 */
final class Books implements AutoCloseable {

    private final PostgresServer server;
    private final String database;
    private final Runnable end;
    private final Session session;
    private final Session onlooker;
    private final List<Session> sessions = new ArrayList<>();
    private final Sql digest;

    private Books(PostgresServer server, String database, Runnable end) {
        this.server = server;
        this.database = database;
        this.end = end;
        this.session = newSession();
        this.onlooker = newSession();
        this.digest = Fixture.digest(onlooker);
    }

    /** A fresh database, which is gone when the books are closed. */
    static Books on(PostgresServer server) {
        String database = Fixture.copy(server);
        return new Books(server, database, () -> Fixture.drop(server, database));
    }

    /** A database whose schema and rows are the caller's, and which stays. */
    static Books of(TestDatabase database) {
        return new Books(database.server(), database.name(), () -> {});
    }

    /** The session whose statements {@link #accepts} and {@link #refuses} send. */
    Session session() {
        return session;
    }

    /** One more session, which the caller closes. */
    Session ownSession() {
        return Session.on(server, database);
    }

    /** One more session, which ends with the books. */
    Session newSession() {
        Session another = ownSession();
        sessions.add(another);
        return another;
    }

    /** Runs statements, each of which must be accepted. */
    void accepts(Sql... statements) {
        session.run(statements);
    }

    /**
     * Runs a statement that must be refused, and after which nobody sees anything changed.
     *
     * @param refusal the SQLSTATE and the name of the broken rule
     */
    void refuses(String refusal, Sql statement) {
        List<String> before = state();
        assertThat(session.refusal(statement)).as(statement.text()).hasToString(refusal);
        assertThat(state()).as(statement.text()).isEqualTo(before);
    }

    /** Runs a statement that must be refused with a message. */
    void says(Sql statement, String message) {
        assertThat(session.refusal(statement).message()).as(statement.text()).isEqualTo(message);
    }

    /** The same for a statement that waited for another session. */
    static void isRefused(String refusal, Background<?> waiting) {
        assertThat(Refusal.of(waiting.failure(SQLException.class))).hasToString(refusal);
    }

    /** The only row of a query, as another session sees it. */
    String row(String query, Object... values) {
        return onlooker.row(sql(query, values));
    }

    /** The rows of a query, as another session sees them. */
    List<String> rows(String query, Object... values) {
        return onlooker.rows(sql(query, values));
    }

    /** Makes a draft with its lines, numbered from 1. */
    void draft(String number, String date, Line... lines) {
        accepts(Journal.draft(number, date, lines).toArray(Sql[]::new));
    }

    /** Makes a draft that takes an amount from revenue to cash. */
    void sale(String number, String date, String amount) {
        draft(number, date, Line.debit("1000", amount), Line.credit("4000", amount));
    }

    /** The debits and credits of an account of ACME in base currency, by its balances. */
    String balance(String account) {
        return row(
                """
                SELECT coalesce(sum(base_debit_balance), 0), coalesce(sum(base_credit_balance), 0)
                FROM account_balances WHERE account_id = ?
                """,
                id("ACME", account));
    }

    /** What the trial balance of ACME says of an account: debits less credits. */
    String trialBalance(String account, String asOf) {
        return row(
                """
                SELECT coalesce(sum(base_debit_balance - base_credit_balance), 0)
                FROM trial_balance(?, ?) WHERE account_id = ?
                """,
                id("ACME"),
                asOf,
                id("ACME", account));
    }

    /** The balances that are not the sums of the posted lines. */
    List<String> wrongBalances() {
        return rows(
                """
                SELECT * FROM (
                    SELECT account_id, fiscal_period_id, currency_code,
                        sum(debit_balance) AS d, sum(credit_balance) AS c,
                        sum(base_debit_balance) AS bd, sum(base_credit_balance) AS bc
                    FROM account_balances GROUP BY 1, 2, 3
                ) b FULL JOIN (
                    SELECT l.account_id, e.fiscal_period_id, l.currency_code,
                        sum(l.debit_amount) AS d, sum(l.credit_amount) AS c,
                        sum(l.base_debit_amount) AS bd, sum(l.base_credit_amount) AS bc
                    FROM journal_entry_lines l
                    JOIN journal_entries e ON e.id = l.journal_entry_id
                    WHERE e.status <> 'DRAFT' GROUP BY 1, 2, 3
                ) l USING (account_id, fiscal_period_id, currency_code)
                WHERE (b.d, b.c, b.bd, b.bc) IS DISTINCT FROM (l.d, l.c, l.bd, l.bc)
                """);
    }

    /** What the books themselves find wrong. */
    List<String> violations() {
        return rows(
                "SELECT rule, company_id, object_id, detail FROM accounting_integrity_violations");
    }

    /** The number of rows of each table and a hash of them. */
    List<String> state() {
        return onlooker.rows(digest);
    }

    @Override
    public void close() {
        try {
            assertThat(violations()).isEmpty();
        } finally {
            sessions.forEach(Session::close);
            end.run();
        }
    }
}
