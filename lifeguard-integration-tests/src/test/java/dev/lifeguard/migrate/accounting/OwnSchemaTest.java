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

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The migrations and the roles as an owner that may do no more than make roles, in a schema of its
 * own: no superuser, no temporary tables, and no schema called public anywhere.
 */
@OnPostgres(18)
final class OwnSchemaTest {

    private static final String PASSWORD = "of the owner";
    private static final Line[] SALE = {debit("1000", "100"), credit("4000", "100")};

    @AutoClose private final TestDatabase database;
    private final String owner;

    OwnSchemaTest(PostgresServer server) {
        database = server.createDatabase();
        owner = database.createRole("owner", PASSWORD);
        database.execute(
                "ALTER ROLE %s CREATEROLE".formatted(owner),
                "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database.name()),
                "GRANT CONNECT ON DATABASE %s TO PUBLIC".formatted(database.name()),
                "DROP SCHEMA public");
    }

    @Test
    void inTheFirstSchemaOfTheSearchPathOfTheOwner() {
        database.execute(
                "CREATE SCHEMA ledger AUTHORIZATION " + owner,
                "ALTER ROLE %s SET search_path = ledger".formatted(owner));

        booksAreKeptIn("ledger", migrator());
    }

    @Test
    void inAConfiguredSchemaThatTheToolMakes() {
        database.execute("GRANT CREATE ON DATABASE %s TO %s".formatted(database.name(), owner));

        booksAreKeptIn("Books of \"2024\"", migrator().schema("Books of \"2024\""));
    }

    private MigratorBuilder migrator() {
        return Fixture.migrator(database.dataSource(owner, PASSWORD));
    }

    private void booksAreKeptIn(String schema, MigratorBuilder migrator) {
        migrator.build().up();
        try (Session session = as(owner, schema)) {
            session.run(sql(Fixture.roles()), sql(Fixture.ledger()), sql(Fixture.parties()));
            postedByOthers(session, schema);
            assertThat(session.rows(sql("SELECT rule FROM accounting_integrity_violations")))
                    .isEmpty();
            assertThat(session.rows(FUNCTIONS_OF_OTHER_PATHS)).isEmpty();
        }

        migrator.build().down(Target.steps(FilledSchema.MIGRATIONS));
        assertThat(objects(schema))
                .containsExactly("lifeguard_migrations", "lifeguard_migrations_log");
    }

    private void postedByOthers(Session session, String schema) {
        try (Session clerk = as("books_clerk", schema);
                Session approver = as("books_approver", schema);
                Session poster = as("books_poster", schema)) {
            Sql[] invoice = Subledger.RECEIVABLES.approved("I", "100", Invoice.DATE, Invoice.DUE);
            clerk.run(invoice[0], invoice[1], entry("e", "2024-03-10").sql(), lines("e", SALE));
            approver.run(invoice[2]);
            poster.run(
                    post("e"),
                    reverse(id("e"), "R", "2024-03-11"),
                    Subledger.RECEIVABLES.document("I", "100", Invoice.DATE, Invoice.DUE).sql(),
                    Subledger.RECEIVABLES.payment("P", "100").sql(),
                    Subledger.RECEIVABLES.application("P", "I", "60", "2024-03-10").sql(),
                    Subledger.RECEIVABLES.refund("R", "P", "40", "2024-03-10").sql(),
                    Subledger.RECEIVABLES.takeSnapshot("2024-03-31"));
            assertThat(clerk.refusal(post("e"))).hasToString("42501");
        }
        assertThat(session.refusal(Journal.delete("e"))).hasToString("55000 journal_entries_keep");
        assertThat(session.refusal(reverse(id("none"), "S", "2024-03-11")).schema())
                .isEqualTo(schema);
        assertThat(session.row(sql("SELECT status, outstanding_amount FROM customer_invoices")))
                .isEqualTo("PARTIAL|40");
    }

    private static final Sql FUNCTIONS_OF_OTHER_PATHS =
            sql(
                    """
                    SELECT p.oid::regprocedure
                    FROM pg_proc p
                    WHERE p.pronamespace = (
                            SELECT oid FROM pg_namespace WHERE nspname = current_schema()
                        )
                        AND p.prosqlbody IS NULL
                        AND coalesce(p.proconfig[1], '') <> format(
                            'search_path=%I, pg_temp', current_schema()
                        )
                    """);

    private Session as(String role, String schema) {
        Session session = Session.on(database.server(), database.name());
        session.run(
                sql("SET SESSION AUTHORIZATION " + role),
                sql("SELECT set_config('search_path', quote_ident(?), false)", schema));
        return session;
    }

    private List<String> objects(String schema) {
        return database.query(
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relkind IN ('r', 'v')
                UNION ALL
                SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname = ?
                """,
                schema,
                schema);
    }
}
