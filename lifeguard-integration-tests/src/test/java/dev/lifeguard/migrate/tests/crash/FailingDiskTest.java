package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The log cannot be brought to the disk at a COMMIT: the server panics with SQLState 58030, and
 * after its recovery the migration is committed, since the log was written.
 */
@OnPostgres(18)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Other systems load such libraries in other ways")
final class FailingDiskTest {

    @AutoClose private final FailingDisk disk = new FailingDisk();
    @AutoClose private final OwnServer own;
    @AutoClose private final Project project;
    private final List<String> finished = new ArrayList<>();

    FailingDiskTest(PostgresServer server) {
        own =
                OwnServer.like(
                        server,
                        "fsync = on",
                        "wal_sync_method = fdatasync",
                        "wal_writer_delay = 10s",
                        "checkpoint_timeout = 1h");
        own.stop(OwnServer.Stop.FAST);
        own.startPreloading(disk.library());
        project = new Project(own.server());
    }

    private void hear(MigrationEvent event) {
        if (event instanceof MigrationEvent.MigrationFinished done) {
            finished.add(done.result().name());
        }
    }

    private LifeguardException failureOfUp() {
        return failureOf(() -> project.migrator().listener(this::hear).build().up());
    }

    /** The run may end before the server is back. */
    private LifeguardException failureOf(Runnable run) {
        LifeguardException failure = Project.failureOf(run);
        own.awaitOrStart();
        return failure;
    }

    @Test
    void theHistoryIsAskedBehindACommit() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\n" + disk.failNext() + "\n");

        LifeguardException failure = failureOfUp();

        assertThat(failure).isInstanceOf(DatabaseUnreachableException.class);
        assertThat(failure.getMessage())
                .startsWith(
                        "LG-501 The connection to the database was lost at the COMMIT of migration"
                                + " 20240102000000 two: could not fdatasync file \"")
                .endsWith(
                        "\": Input/output error (SQLState 58030). The history says that it is"
                                + " committed. Run up again: it goes on from there.");
        assertThat(finished).containsExactly("one", "two");
        assertThat(project.history())
                .containsExactly("20240101000000|one|whole", "20240102000000|two|whole");
        assertThat(project.database().has("two")).isTrue();
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void theHistoryIsAskedBehindACommitOfALongRun() {
        for (int number = 1; number <= 28; number++) {
            project.write(
                    "%s_t%s.sql".formatted(20240101000000L + number, number),
                    "CREATE TABLE t%s (id int);\n%s\n"
                            .formatted(number, number == 20 ? disk.failNext() : ""));
        }

        LifeguardException failure = failureOfUp();

        int there = project.history().size();
        assertThat(failure).isInstanceOf(DatabaseUnreachableException.class);
        if (failure.detail().message().contains("cannot be asked now")) {
            assertThat(finished).as(failure.detail().message()).hasSizeLessThanOrEqualTo(there);
        } else {
            assertThat(finished).as(failure.getMessage()).hasSize(there);
        }
        assertThat(there).isGreaterThanOrEqualTo(20);
        assertThat(project.up().applied()).hasSize(28 - there);
    }

    @Test
    void theHistoryIsAskedBehindTheCommitOfARollback() {
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                %s
                """
                        .formatted(disk.failNext()));
        project.up();

        LifeguardException failure =
                failureOf(
                        () ->
                                project.migrator()
                                        .listener(this::hear)
                                        .build()
                                        .down(Target.steps(1)));

        assertThat(failure)
                .hasMessageContaining("at the COMMIT of migration 20240101000000 one: could not")
                .hasMessageEndingWith(
                        "The history says that it is committed. Run down again: it goes on from"
                                + " there.");
        assertThat(finished).containsExactly("one");
        assertThat(project.history()).isEmpty();
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void aStatementOnItsOwnIsLookedUpByTheNextRun() {
        project.write(
                "20240101000000_one.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                CREATE TABLE two (id int);
                %s
                INSERT INTO two VALUES (1);
                """
                        .formatted(disk.failNext()));

        assertThat(failureOfUp())
                .hasMessageContaining("lost in the middle of migration 20240101000000 one: could")
                .hasMessageEndingWith(
                        "It runs statement by statement, and the history holds what is done. Run up"
                                + " again when the database is back: it goes on from there.");
        assertThat(finished).isEmpty();
        assertThat(Project.names(project.up().applied())).containsExactly("one");
        assertThat(project.database().value("SELECT count(*) FROM two")).isEqualTo("1");
    }
}
