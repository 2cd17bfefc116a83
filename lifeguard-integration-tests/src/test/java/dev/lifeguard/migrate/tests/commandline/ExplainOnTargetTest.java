package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code explain} and {@code lint --trace} on what a database has, and its migrations do not make.
 */
@OnPostgres({14, 18})
final class ExplainOnTargetTest {

    private static final String CHANGE = "20240103000000_change.sql";

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    ExplainOnTargetTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.of(project)
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
    }

    @BeforeEach
    void applyOne() {
        project.write(
                "20240101000000_orders.sql",
                "CREATE TABLE orders (id bigint PRIMARY KEY, qty int, note text);");
        project.write("20240102000000_users.sql", "CREATE TABLE users (id bigint PRIMARY KEY);");
        project.write(CHANGE, "ALTER TABLE orders ALTER qty TYPE bigint;");
        assertThat(commandLine.run("up", "--steps", "1").exit()).isZero();
    }

    @AfterEach
    void leavesNoDatabaseAndTheHistoryAsItWas() {
        assertThat(
                        project.database()
                                .query(
                                        "SELECT datname FROM pg_database WHERE datname LIKE"
                                                + " 'lifeguard_scratch_%'"))
                .isEmpty();
        assertThat(project.database().query("SELECT version FROM lifeguard_migrations"))
                .containsExactly("20240101000000");
        assertThat(project.database().has("users")).isFalse();
    }

    @Test
    void whatNoMigrationMadeIsLockedToo() {
        project.database()
                .execute(
                        "CREATE INDEX by_hand ON orders (qty)",
                        "CREATE TABLE archive (id bigint, qty int) INHERITS (orders)",
                        "INSERT INTO orders SELECT n, n FROM generate_series(1, 100) n");

        Result result = explained("20240103000000");

        assertThat(result.json()).containsEntry("schema", "target");
        assertThat(result.output())
                .contains(
                        "{\"relation\":\"public.by_hand\",\"mode\":\"AccessExclusiveLock\",\"work\":\"build\"")
                .contains(
                        "{\"relation\":\"public.archive\",\"mode\":\"AccessExclusiveLock\",\"work\":\"rewrite\"");
        assertThat(commandLine.run("explain", "20240103000000").output())
                .contains(CHANGE + ", run on the schema of the database, empty, in PostgreSQL ");
    }

    private Result explained(String what) {
        Result result = commandLine.run("explain", what, "--output", "json");
        assertThat(result.exit()).as(result.errors()).isZero();
        return result;
    }

    @Test
    void namesAreFoundWhereTheTargetFindsThem() {
        project.write(CHANGE, "ALTER TABLE items ALTER qty TYPE bigint;");
        project.database()
                .execute(
                        "CREATE SCHEMA shop",
                        "CREATE TABLE shop.items (id bigint, qty int)",
                        "ALTER DATABASE %s SET search_path = public, shop"
                                .formatted(project.database().name()));

        Result result = explained("20240103000000");

        assertThat(result.output()).contains("\"relation\":\"shop.items\"");
    }

    @Test
    void aRoleThatTheServerLacksIsNoObstacle() {
        project.database()
                .execute(
                        "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN"
                                + " n + n; END'",
                        "CREATE INDEX by_function ON orders (qty) WHERE qty > 2",
                        "CREATE VIEW notes AS SELECT note FROM orders",
                        "GRANT SELECT ON orders, notes TO pg_monitor");

        assertThat(explained("20240103000000").json()).containsEntry("schema", "target");
    }

    @Test
    void aMigrationThatIsAppliedRunsOnThoseBeforeIt() {
        Result result = explained("20240101000000");

        assertThat(result.json()).containsEntry("schema", "migrations");
        assertThat(result.errors())
                .endsWith(
                        "Warning: The schema of the database was not taken: what is looked at is"
                                + " not pending there. What the earlier migrations of the directory"
                                + " make stands for it.\n");
    }

    @Test
    void earlierOnesThatDoNotRunThereAreTold() {
        project.write("20240102000000_users.sql", "ALTER TABLE orders ADD by_hand int;");
        project.database().execute("ALTER TABLE orders ADD by_hand int");

        Result result = explained("20240103000000");

        assertThat(result.json()).containsEntry("schema", "migrations");
        assertThat(result.errors())
                .endsWith(
                        "Warning: The schema of the database was not taken:"
                                + " 20240102000000_users.sql:1:1 does not run there: column"
                                + " \"by_hand\" of relation \"orders\" already exists. What the"
                                + " earlier migrations of the directory make stands for it.\n");
    }

    @Test
    void lintSeesIt() {
        project.database()
                .execute(
                        "INSERT INTO orders SELECT n, n FROM generate_series(1, 60000) n",
                        "CREATE INDEX by_hand ON orders (qty)");

        Result result = commandLine.run("lint", "--trace", "--output", "json");

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.output())
                .contains("\"rule\":\"type-change-rewrites\"")
                .contains("{\"relation\":\"public.by_hand\",\"mode\":\"AccessExclusiveLock\"")
                .contains("\"knowledge\":\"trace\"");
        assertThat(result.errors()).doesNotContain("not taken");
    }
}
