package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code explain}: the locks of a migration, seen on a scratch database. */
@OnPostgres(18)
final class ExplainTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;
    private final String url;

    ExplainTest(PostgresServer server) {
        project = new Project(server);
        url = project.database().url();
        commandLine = CommandLine.of(project).with("LIFEGUARD_SCRATCH_URL", url).inThisProcess();
        project.write(
                "20240101000000_tables.sql",
                """
                CREATE TABLE users (id bigint PRIMARY KEY);
                CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, qty int);
                """);
        project.write(
                "20240102000000_changes.sql",
                """
                -- Up migration
                ALTER TABLE orders ADD CONSTRAINT orders_user
                    FOREIGN KEY (user_id) REFERENCES users (id);
                  CREATE TABLE notes (order_id bigint PRIMARY KEY); ALTER TABLE orders ALTER qty TYPE bigint;
                TRUNCATE orders;
                -- Down migration
                DROP TABLE notes;
                """);
    }

    @AfterEach
    void leavesNoDatabaseAndNoTrace() {
        assertThat(scratchDatabases()).isEmpty();
        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }

    private List<String> scratchDatabases() {
        return project.database()
                .query("SELECT datname FROM pg_database WHERE datname LIKE 'lifeguard_scratch_%'");
    }

    @Test
    void tellsEveryLockOfAVersion() {
        Result result = explained("20240102000000");

        assertThat(result.exit()).isZero();
        assertThat(result.json())
                .containsEntry("command", "explain")
                .containsEntry("success", true)
                .containsEntry("error", null)
                .containsEntry("file", "20240102000000_changes.sql")
                .containsEntry("transaction", "whole")
                .containsEntry(
                        "statements",
                        List.of(
                                statement(
                                        1,
                                        "2:1",
                                        "ALTER TABLE",
                                        lock("orders", "ShareRowExclusiveLock", "scan"),
                                        lock("users", "ShareRowExclusiveLock", "scan"),
                                        lock("orders_pkey", "AccessShareLock", "brief"),
                                        lock("users_pkey", "AccessShareLock", "brief")),
                                statement(2, "4:3", "CREATE TABLE"),
                                statement(
                                        3,
                                        "4:53",
                                        "ALTER TABLE",
                                        lock("orders", "AccessExclusiveLock", "rewrite"),
                                        lock("orders_pkey", "AccessExclusiveLock", "build")),
                                statement(4, "5:1", "TRUNCATE")));
    }

    @Test
    void tellsThoseOfAFileThatIsNotInTheDirectory() {
        project.write(
                "drafts/idea.txt",
                "CREATE INDEX CONCURRENTLY o ON orders (qty);\nVACUUM orders;\n");

        Result result = explainedFromItsFolder("drafts/idea.txt");

        assertThat(result.json())
                .containsEntry("file", "drafts/idea.txt")
                .containsEntry("transaction", "per-statement")
                .containsEntry(
                        "statements",
                        List.of(
                                statement(
                                        1,
                                        "1:1",
                                        "CREATE INDEX CONCURRENTLY",
                                        lock("orders", "ShareUpdateExclusiveLock", "build")),
                                statement(
                                        2,
                                        "2:1",
                                        "VACUUM",
                                        Map.of(
                                                "relation",
                                                "public.orders",
                                                "mode",
                                                "ShareUpdateExclusiveLock",
                                                "work",
                                                "scan",
                                                "source",
                                                "documentation"))));
    }

    @Test
    void callsAFileThatIsNotInTheDirectoryByItsNameAlone() {
        for (String sql :
                List.of("SELECT 1;\nSELECT nothing;", "SELECT 'open;", "SELECT ${missing};")) {
            project.write("drafts/idea.txt", sql);

            Result result = explainedFromItsFolder("drafts/idea.txt");

            assertThat(result.exit()).isNotZero();
            assertThat(result.output() + result.errors())
                    .contains("drafts/idea.txt:")
                    .contains("\"version\":null,\"file\":\"drafts/idea.txt\"")
                    .doesNotContain("99991231");
        }
    }

    @Test
    void tellsThoseOfAProcedureThatCommits() {
        project.write(
                "20240103000000_call.sql",
                """
                -- lifeguard:no-transaction
                CREATE PROCEDURE change() LANGUAGE plpgsql AS
                'BEGIN ALTER TABLE users ADD a int; COMMIT; ALTER TABLE orders ADD a int; END';
                CALL change();
                VACUUM;
                """);

        Result result = explained("20240103000000");

        assertThat(result.output())
                .contains(
                        "\"summary\":\"CALL\",\"locks\":["
                                + "{\"relation\":\"public.orders\","
                                + "\"mode\":\"AccessExclusiveLock\",\"work\":\"brief\","
                                + "\"source\":\"observed\"},"
                                + "{\"relation\":\"public.users\","
                                + "\"mode\":\"AccessExclusiveLock\",\"work\":\"brief\","
                                + "\"source\":\"observed\"}]")
                .contains(
                        "{\"relation\":\"public.users\",\"mode\":\"ShareUpdateExclusiveLock\","
                                + "\"work\":\"scan\",\"source\":\"documentation\"}");
    }

    @Test
    void saysWhatIsStillHeldWhileAStatementTakesLong() {
        project.write(
                "20240103000000_held.sql",
                "ALTER TABLE users ADD COLUMN a int;\nUPDATE orders SET qty = 1;");

        Result result = commandLine.run("explain", "20240103000000");

        assertThat(result.output())
                .contains(
                        "    and meanwhile the transaction still holds AccessExclusiveLock on"
                                + " public.users\n");
    }

    @Test
    void runsTheHooksOfAMigrationInItsTransaction() {
        project.write("before_up.sql", "CREATE SCHEMA app;");
        project.write(
                "before_migration.sql",
                "SET LOCAL search_path = app, public;\nLOCK TABLE pg_catalog.pg_class IN ACCESS"
                        + " SHARE MODE;\n");
        project.write("20240101000000_tables.sql", "CREATE TABLE users (id bigint);");
        project.write("20240102000000_changes.sql", "DROP TABLE users;");
        project.write("after_migration.sql", "LOCK TABLE app.users;");

        assertThat(explained("20240101000000").exit()).isZero();
        project.write("20240102000000_changes.sql", "CREATE TABLE notes (id int);");
        Result result = explained("20240102000000");

        assertThat(result.output())
                .contains(
                        "{\"number\":1,\"line\":1,\"column\":1,\"summary\":\"CREATE TABLE\","
                                + "\"locks\":[]},{\"hook\":\"after_migration.sql\",\"number\":1,"
                                + "\"line\":1,\"column\":1,\"summary\":\"LOCK\",\"locks\":"
                                + "[{\"relation\":\"app.users\",\"mode\":"
                                + "\"AccessExclusiveLock\"");
        assertThat(commandLine.run("explain", "20240102000000").output())
                .contains("after_migration.sql:1:1  LOCK TABLE app.users\n");
    }

    @Test
    void runsABlockOfAMigrationWithoutATransactionInOne() {
        project.write(
                "20240103000000_block.sql",
                """
                -- lifeguard:no-transaction
                BEGIN;
                CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1 AS a;
                ALTER TABLE users ADD COLUMN a int;
                CREATE INDEX i ON orders (qty);
                INSERT INTO users SELECT a FROM t;
                COMMIT;
                CREATE INDEX CONCURRENTLY j ON orders (qty);
                """);

        Result result = commandLine.run("explain", "20240103000000");

        assertThat(result.exit()).isZero();
        assertThat(result.output())
                .containsOnlyOnce(
                        "    and meanwhile the transaction still holds AccessExclusiveLock on"
                                + " public.users\n");
    }

    @Test
    void saysItInWords() {
        Result result = commandLine.run("explain", "20240102000000");

        assertThat(result.output())
                .contains(
                        "2:1  ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id)"
                                + " REFERENCES users (id)\n"
                                + "    ShareRowExclusiveLock on public.orders while all rows are"
                                + " read: others read, nobody writes meanwhile\n")
                .contains(
                        "4:3  CREATE TABLE notes (order_id bigint PRIMARY KEY)\n    locks nothing");
    }

    @Test
    void looksAtTheTarget() throws SQLException {
        project.database()
                .execute(
                        "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, qty int)",
                        "INSERT INTO orders SELECT n, n, n FROM generate_series(1, 1000) n",
                        "ANALYZE orders");
        try (Connection reader = project.database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT 1 FROM orders LIMIT 1");

            Result result = commandLine.run("explain", "20240102000000");

            assertThat(result.output())
                    .containsPattern("AccessExclusiveLock on public.orders \\([0-9]+ kB\\) while")
                    .containsPattern(
                            "public.orders: [0-9]+ kB, about 1000 rows, queries a minute not"
                                    + " known\n"
                                    + "    held by process [0-9]+ of postgres \\(test\\) with"
                                    + " AccessShareLock, its transaction open for [0-9.]+ m?s:"
                                    + " SELECT 1 FROM orders LIMIT 1\n")
                    .contains("public.users: is not there\n");
        }
    }

    @Test
    void goesOnWithoutATargetThatCannotBeReached() {
        Result result =
                commandLine.run(
                        "explain",
                        "20240102000000",
                        "--database-url",
                        url.replace(project.database().name(), "not_there"));

        assertThat(result.exit()).isZero();
        assertThat(result.errors()).contains("are not known");
    }

    @Test
    void saysWhereAStatementFails() {
        project.write(
                "20240103000000_bad.sql", "SELECT 1;\n  GRANT SELECT ON users TO nobody_here;");

        Result result = explained("20240103000000");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.output())
                .contains(
                        "\"message\":\"The migration failed at 20240103000000_bad.sql:2:3: role"
                            + " \\\"nobody_here\\\" does not exist (SQLState 42704). It ran on a"
                            + " scratch database, not on the target. Where the server lacks a role,"
                            + " an extension or a tablespace, name one that has it with"
                            + " --scratch-url.\"");
    }

    @Test
    void dropsRolesThatMigrationsMake() {
        String role = project.database().name() + "_made";
        project.write(
                "20240103000000_role.sql",
                "CREATE ROLE %s; GRANT SELECT ON users TO %s;".formatted(role, role));

        assertThat(explained("20240103000000").exit()).isZero();
        assertThat(explained("20240103000000").exit()).isZero();
        assertThat(project.database().query("SELECT FROM pg_roles WHERE rolname = ?", role))
                .isEmpty();
    }

    @Test
    void dropsTheDatabaseWhenItIsToldToStop() {
        project.write("20240103000000_slow.sql", "SELECT pg_sleep(600);");
        try (ChildProcess process = commandLine.start("explain", "20240103000000")) {
            Await.until("it sleeps", this::sleeps);
            process.signal("TERM");

            assertThat(process.awaitExit()).isEqualTo(143);
            assertThat(process.errors())
                    .contains(
                            "LG-601 The run was told to stop. It ran on a scratch database,"
                                    + " which is dropped.\n");
        }
    }

    @Test
    void dropsTheDatabaseThatAKilledProcessLeft() {
        project.write("20240103000000_slow.sql", "SELECT pg_sleep(600);");
        try (ChildProcess process = commandLine.start("explain", "20240103000000")) {
            Await.until("it sleeps", this::sleeps);
            process.kill();
        }
        Await.until("its sessions are gone", () -> !signOfLife());
        assertThat(scratchDatabases()).hasSize(1);

        assertThat(explained("20240102000000").exit()).isZero();
    }

    private boolean sleeps() {
        return !project.database()
                .query(
                        """
                        SELECT FROM pg_stat_activity
                        WHERE datname LIKE 'lifeguard_scratch_%' AND wait_event = 'PgSleep'
                        """)
                .isEmpty();
    }

    private boolean signOfLife() {
        return !project.database()
                .query(
                        "SELECT FROM pg_stat_activity WHERE application_name LIKE"
                                + " 'lifeguard_scratch_%'")
                .isEmpty();
    }

    @Test
    void saysThatTheUserMayMakeNoDatabases() {
        String role = project.database().createRole("weak", "secret");

        Result result =
                explained(
                        "20240102000000",
                        "--scratch-url",
                        url.replace("user=postgres", "user=" + role + "&password=secret"));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .contains(
                        "The user \\\"%s\\\" may not make databases on the server of --scratch-url."
                                .formatted(role))
                .contains("ALTER ROLE \\\"%s\\\" CREATEDB.".formatted(role));
    }

    @Test
    void refusesWhatIsNoMigration() {
        assertThat(explained("20250101000000").exit()).isEqualTo(2);
        assertThat(explained("not_there.sql").exit()).isEqualTo(2);
    }

    @Test
    void refusesAnotherDatabase() {
        Result result = explained("20240102000000", "--database-url", "sqlite:x.db");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .contains("explain looks at the locks of PostgreSQL, and the database is SQLite.");
    }

    private Result explained(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("explain", "--output", "json"));
        all.addAll(List.of(arguments));
        return commandLine.run(all.toArray(String[]::new));
    }

    /** A path that is relative needs a process with that working directory. */
    private Result explainedFromItsFolder(String file) {
        return CommandLine.of(project)
                .with("LIFEGUARD_SCRATCH_URL", url)
                .run("explain", "--output", "json", file);
    }

    private static Map<String, Object> statement(
            int number, String place, String summary, Object... locks) {
        String[] parts = place.split(":", -1);
        return Map.of(
                "number",
                (Object) (long) number,
                "line",
                Long.parseLong(parts[0]),
                "column",
                Long.parseLong(parts[1]),
                "summary",
                summary,
                "locks",
                List.of(locks));
    }

    private static Map<String, Object> lock(String relation, String mode, String work) {
        return Map.of(
                "relation", "public." + relation, "mode", mode, "work", work, "source", "observed");
    }
}
