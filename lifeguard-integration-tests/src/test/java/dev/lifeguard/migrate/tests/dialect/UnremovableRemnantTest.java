package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What a cut off REINDEX CONCURRENTLY leaves where the role that runs it may not remove it: an
 * index of a TOAST table, which only a superuser reaches, or one of somebody else's table. The next
 * run removes what it may, names the rest, and goes on.
 */
@OnPostgres
final class UnremovableRemnantTest {

    private static final String FILE = "20240102000000_two.sql";

    private static final String INVALID =
            """
            SELECT format('%I.%I', relnamespace::regnamespace, relname)
            FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
            WHERE NOT indisvalid AND relname LIKE '%\\_cc%' ORDER BY 1
            """;

    /** The statement of the script; a REINDEX of all waits for the state table now and then. */
    private static final String WAITING =
            """
             FROM pg_stat_activity waiter
            WHERE datname = current_database() AND EXISTS (
                SELECT FROM pg_stat_activity o WHERE o.pid = ANY (pg_blocking_pids(waiter.pid))
                AND o.query LIKE 'LOCK TABLE%')
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final String role;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    UnremovableRemnantTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        role = database.createRole("app", "pass");
        database.execute(
                "ALTER DATABASE %s OWNER TO %s".formatted(database.name(), role),
                "GRANT ALL ON SCHEMA public TO " + role,
                "CREATE SCHEMA theirs",
                "CREATE TABLE theirs.big (id int PRIMARY KEY)");
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE notes (id int PRIMARY KEY, body text);
                INSERT INTO notes VALUES (1, 'a');
                """);
        runner().build().up();
    }

    private MigratorBuilder runner() {
        return project.migrator(database.dataSource(role, "pass")).listener(this::hear);
    }

    /** Ends the statement of a run when it waits for a transaction that has used a table. */
    private LifeguardException cut(String statement, String table, String by) {
        project.write(
                FILE,
                "INSERT INTO notes VALUES (2, 'b');\n%s;\nCREATE TABLE last (id int);\n"
                        .formatted(statement));
        try (Connection other = database.connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE %s IN ROW EXCLUSIVE MODE".formatted(table));
            Background<MigrationReport> run = Background.start(() -> runner().build().up());
            Await.until(
                    "the statement waits",
                    () -> run.isDone() || !database.query("SELECT" + WAITING).isEmpty());
            assertThat(database.query("SELECT %s(pid)".formatted(by) + WAITING))
                    .containsExactly("t");
            return run.failure(LifeguardException.class);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void hear(MigrationEvent event) {
        if (event instanceof MigrationEvent.Warning warning) {
            warnings.add(warning.message());
        }
    }

    private void requireWhole(String left) {
        assertThat(runner().build().up().applied()).hasSize(1);

        assertThat(database.query(INVALID)).containsExactly(left);
        assertThat(warnings)
                .containsExactly(
                        ("What a REINDEX CONCURRENTLY left stays: an INVALID index, %1$s, which"
                             + " this role may not remove. It hinders nothing but costs what an"
                             + " index costs; a superuser removes it with DROP INDEX CONCURRENTLY"
                             + " %1$s.")
                                .formatted(left));
        assertThat(database.value("SELECT count(*) FROM notes")).isEqualTo("2");
        assertThat(database.has("last")).isTrue();

        assertThat(runner().build().up().applied()).isEmpty();
        database.execute("DROP INDEX CONCURRENTLY " + left);
        assertThat(database.query(INVALID)).isEmpty();
        assertThat(warnings).hasSize(1);
    }

    private String onlyOf(String schema) {
        return database.query(INVALID).stream()
                .filter(name -> name.startsWith(schema + "."))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anIndexOfAToastTableStaysWhereTheSessionWasEnded() {
        assertThat(cut("REINDEX TABLE CONCURRENTLY notes", "notes", "pg_terminate_backend"))
                .isInstanceOf(DatabaseUnreachableException.class);
        assertThat(database.query(INVALID)).hasSize(2).contains("public.notes_pkey_ccnew");

        requireWhole(onlyOf("pg_toast"));
    }

    @Test
    void anIndexOfAToastTableStaysWhereTheStatementWasCancelled() {
        LifeguardException failure =
                cut("REINDEX TABLE CONCURRENTLY notes", "notes", "pg_cancel_backend");
        String toast = onlyOf("pg_toast");

        assertThat(failure.getMessage())
                .contains(
                        "public.notes_pkey_ccnew, which the next up removes before it tries again",
                        "an INVALID index, %1$s, which a superuser removes with DROP INDEX CONCURRENTLY %1$s"
                                .formatted(toast));
        assertThat(runner().build().status().problems().stream().map(Problem::detail))
                .singleElement()
                .satisfies(
                        detail ->
                                assertThat(detail.coded())
                                        .contains("public.notes_pkey_ccnew")
                                        .doesNotContain(toast));
        requireWhole(toast);
    }

    @Test
    void anIndexOfSomebodyElsesTableStays() {
        cut(
                "REINDEX DATABASE CONCURRENTLY " + database.name(),
                "theirs.big",
                "pg_terminate_backend");

        requireWhole("theirs.big_pkey_ccnew");
    }

    @Test
    void theStatementMayBeRemovedFromTheFile() {
        cut("REINDEX TABLE CONCURRENTLY notes", "notes", "pg_terminate_backend");
        project.write(FILE, "INSERT INTO notes VALUES (2, 'b');\nCREATE TABLE last (id int);\n");

        requireWhole(onlyOf("pg_toast"));
    }
}
