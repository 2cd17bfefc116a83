package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample application in processes of its own. */
final class SampleTest {

    private final Database database = TestPostgres.create();

    @TempDir private Path directory;

    @BeforeEach
    void writeMigrations() throws IOException {
        write("20240101000000_create_customer.sql", "CREATE TABLE customer (id bigint);\n");
        write("20240102000000_gate.sql", "CREATE TABLE gate (id int);\n" + Gate.SQL);
        write("20240103000000_last.sql", "CREATE TABLE last (id int);\n");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(directory.resolve(name), sql);
    }

    private ApplicationProcess start(String... arguments) {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--lifeguard.migrate.locations=filesystem:" + directory;
        return ApplicationProcess.start(database, all);
    }

    @Test
    void ofTwoInstancesTheSecondWaitsForTheFirst() throws Exception {
        try (Gate gate = Gate.in(database);
                ApplicationProcess first = start()) {
            gate.awaitArrival();
            try (ApplicationProcess second = start()) {
                second.awaitOutput("Waiting for the lock");
                gate.open();

                assertThat(first.exitCode()).as(first.output()).isZero();
                assertThat(second.exitCode()).as(second.output()).isZero();
                assertThat(first.output())
                        .contains(
                                "lifeguardMigrator: the database is up to date, 3 migrations were"
                                        + " applied")
                        .contains("customers: 0");
                assertThat(second.output())
                        .contains("the database is up to date, nothing was to be applied")
                        .contains("customers: 0");
            }
        }
        assertThat(database.applied()).containsExactly("create_customer", "gate", "last");
    }

    @Test
    void oneThatWasKilledInTheMiddleComesUpRight() throws Exception {
        try (Gate gate = Gate.in(database);
                ApplicationProcess killed = start()) {
            gate.awaitArrival();
            killed.kill();
        }
        assertThat(database.applied()).containsExactly("create_customer");
        assertThat(database.hasTable("gate")).isFalse();

        try (ApplicationProcess again = start()) {
            assertThat(again.exitCode()).as(again.output()).isZero();
            assertThat(again.output())
                    .contains("2 migrations were applied")
                    .contains("customers: 0");
        }
        assertThat(database.applied()).containsExactly("create_customer", "gate", "last");
    }

    @Test
    void oneWithAnEditedFileDoesNotStart() throws Exception {
        try (ApplicationProcess first = start()) {
            assertThat(first.exitCode()).as(first.output()).isZero();
        }
        write("20240101000000_create_customer.sql", "CREATE TABLE customer (id int);\n");

        try (ApplicationProcess edited = start()) {
            assertThat(edited.exitCode()).isEqualTo(1);
            assertThat(edited.output())
                    .contains("APPLICATION FAILED TO START")
                    .contains("LG-304 Migration 20240101000000 create_customer was edited")
                    .doesNotContain("customers: 0");
        }
    }

    @Test
    void oneThatIsToldToEndStopsItsMigrationAndReleasesTheLock() throws Exception {
        try (Gate gate = Gate.in(database);
                ApplicationProcess ended = start()) {
            gate.awaitArrival();
            ended.terminate();

            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(143);
            assertThat(database.applied()).containsExactly("create_customer");
            assertThat(database.query("SELECT holder FROM lifeguard_migrations WHERE version < 0"))
                    .isEmpty();
        }
    }

    @Test
    void runAndExitEndsBeforeTheApplicationRuns() throws Exception {
        try (ApplicationProcess job = start("--lifeguard.migrate.mode=run-and-exit")) {
            assertThat(job.exitCode()).as(job.output()).isZero();
            assertThat(job.output())
                    .contains("3 migrations were applied")
                    .doesNotContain("customers")
                    .doesNotContain("WARN")
                    .doesNotContain("ERROR");
        }
        assertThat(database.applied()).hasSize(3);
    }

    @Test
    void aJobThatFailsSaysSo() throws Exception {
        write("20240104000000_wrong.sql", "DROP TABLE missing;\n");

        try (ApplicationProcess job = start("--lifeguard.migrate.mode=run-and-exit")) {
            assertThat(job.exitCode()).isEqualTo(1);
            assertThat(job.output()).contains("LG-201 Migration 20240104000000 wrong failed");
        }
    }
}
