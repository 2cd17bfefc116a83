package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A default or a script says that no COMMIT need wait for the disk, and the server crashes in the
 * moment in which a migration is reported: what it had not written by then is lost, since its log
 * writer sleeps.
 */
@OnPostgres(18)
final class CommitsWaitForTheDiskTest {

    private static final String ONE = "20240101000000_one.sql";
    private static final List<String> WHOLE = List.of("20240101000000|one|whole");

    @AutoClose private final OwnServer own;
    @AutoClose private final Project project;

    CommitsWaitForTheDiskTest(PostgresServer server) {
        own = OwnServer.like(server, "wal_writer_delay = 10s");
        project = new Project(own.server());
    }

    private void crash() {
        own.stop(OwnServer.Stop.IMMEDIATE);
        own.start();
    }

    /** Crashes the server when the last of some migrations is reported. */
    private MigrationListener crashAfter(int migrations) {
        int[] reported = {0};
        return event -> {
            if (event instanceof MigrationEvent.MigrationFinished) {
                reported[0]++;
                if (reported[0] == migrations) {
                    crash();
                }
            }
        };
    }

    private void upAndCrash(MigratorBuilder builder) {
        assertThat(builder.listener(crashAfter(1)).build().up().applied()).hasSize(1);
        assertThat(project.history()).isEqualTo(WHOLE);
    }

    private void off(String what) {
        project.database().execute("ALTER %s SET synchronous_commit = off".formatted(what));
    }

    private void offForTheDatabase() {
        off("DATABASE " + project.database().name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE one (id int); SET synchronous_commit = off;",
                "SET LOCAL synchronous_commit = 0; CREATE TABLE one (id int);",
                "SELECT set_config('synchronous_commit', 'off', false);",
                "CREATE TABLE one AS SELECT set_config('synchronous_commit', 'off', false) AS v;",
                "CREATE TABLE one (v text);"
                        + " INSERT INTO one SELECT set_config('synchronous_commit', 'off', true);",
                "WITH quick AS (SELECT set_config('synchronous_commit', 'off', false))"
                        + " SELECT * FROM quick;",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS"
                        + " $$ SELECT set_config('synchronous_commit', 'off', false) $$;"
                        + " TABLE pg_class LIMIT 0; VALUES (f());",
                "DO $$ BEGIN SET synchronous_commit = off; END $$;",
                "-- lifeguard:no-transaction\n"
                    + "CREATE TABLE one AS SELECT set_config('synchronous_commit', 'off', false) AS"
                    + " v;\n"
                    + "CREATE INDEX CONCURRENTLY one_v ON one (v);"
            })
    void whateverAScriptSays(String script) {
        project.write(ONE, script + "\n");

        upAndCrash(project.migrator());
    }

    @Test
    void whateverTheDefaultOfTheDatabaseIs() {
        project.write(ONE, "CREATE TABLE one (id int);\n");
        offForTheDatabase();

        upAndCrash(project.migrator());
    }

    @Test
    void whateverTheDefaultsOfTheRoleAndTheServerAre() {
        project.write(ONE, "-- lifeguard:no-transaction\nCREATE TABLE one (id int);\n");
        off("ROLE postgres");
        off("SYSTEM");
        project.database().execute("SELECT pg_reload_conf()");

        upAndCrash(project.migrator());
    }

    @Test
    void whateverTheUrlSays() {
        project.write(ONE, "CREATE TABLE one (id int);\n");
        PGSimpleDataSource quick = project.database().dataSource();
        quick.setOptions("-c synchronous_commit=off");

        upAndCrash(project.migrator(quick));
    }

    @Test
    void inATransactionThatAllShare() {
        project.write(ONE, "CREATE TABLE one (id int);\n");
        offForTheDatabase();

        upAndCrash(project.migrator().grouping(Grouping.ALL));
    }

    @Test
    void inALongRun() {
        for (int number = 1; number <= 30; number++) {
            project.write(
                    "%s_t%s.sql".formatted(20240101000000L + number, number),
                    "CREATE TABLE t%s AS SELECT set_config('synchronous_commit', 'off', false);\n"
                            .formatted(number));
        }
        offForTheDatabase();

        assertThat(project.migrator().listener(crashAfter(30)).build().up().applied()).hasSize(30);
        assertThat(project.history()).hasSize(30);
        assertThat(project.database().has("t30")).isTrue();
    }

    @Test
    void inARollback() {
        project.write(
                ONE,
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                CREATE TEMP TABLE quick AS SELECT set_config('synchronous_commit', 'off', false);
                """);
        project.up();
        offForTheDatabase();

        Migrator migrator = project.migrator().listener(crashAfter(1)).build();
        assertThat(migrator.down(Target.steps(1)).rolledBack()).hasSize(1);

        assertThat(project.history()).isEmpty();
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void inABaselineAndARepair() {
        project.write(ONE, "CREATE TABLE one (id int);\n");
        offForTheDatabase();

        project.migrator().build().baseline(20240101000000L);
        crash();
        assertThat(project.history()).isEqualTo(WHOLE);

        project.write(ONE, "CREATE TABLE one (id bigint);\n");
        project.migrator().build().repair(new Repair.AcceptChecksum(20240101000000L));
        crash();
        assertThat(project.up().applied()).isEmpty();
    }

    /** It runs behind everything that this library sends before the COMMIT. */
    @Test
    void afterADeferredTriggerTheEndOfTheRunWaits() {
        project.write(
                ONE,
                """
                CREATE TABLE one (id int);
                CREATE FUNCTION quick() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM set_config('synchronous_commit', 'off', false); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON one
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION quick();
                INSERT INTO one VALUES (1);
                """);

        project.up();
        crash();

        assertThat(project.history()).isEqualTo(WHOLE);
    }

    @Test
    void whatIsStrongerStaysAndOffIsWhatTheSessionBeganWith() {
        project.write(
                ONE,
                """
                CREATE TABLE one (value text);
                CREATE TABLE seen (value text);
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO seen VALUES (current_setting('synchronous_commit'));
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON one
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION see();
                """);
        writeSetting(2, "remote_apply");
        writeSetting(3, "local");
        writeSetting(4, "off");
        project.up();
        offForTheDatabase();
        writeSetting(5, "off");
        project.up();

        assertThat(project.database().query("SELECT value FROM seen"))
                .containsExactly("remote_apply", "local", "on", "local");
    }

    private void writeSetting(int number, String value) {
        project.write(
                "2024010%s000000_setting.sql".formatted(number),
                "INSERT INTO one SELECT set_config('synchronous_commit', '%s', true);\n"
                        .formatted(value));
    }
}
