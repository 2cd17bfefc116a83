package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that write to tables of MariaDB which no rollback takes back. */
final class PlainTablesTest {

    private static final String STAYS =
            "Not everything was rolled back. Tables without transactions (MyISAM, Aria, MEMORY)"
                    + " keep what was written to them: take that back by hand.";

    @AutoClose
    private final BatchProject project =
            BatchProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    @BeforeEach
    void tables() {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(List.of("1", "2"));
    }

    private void logged(String engine) {
        project.database().execute("CREATE TABLE log (id bigint NOT NULL) ENGINE = " + engine);
    }

    private void trigger() {
        logged("MyISAM");
        project.database()
                .execute(
                        "CREATE TABLE gate (n int NOT NULL)",
                        "INSERT INTO gate VALUES (0)",
                        "CREATE TRIGGER logs BEFORE UPDATE ON item FOR EACH ROW BEGIN INSERT INTO"
                                + " log VALUES (NEW.id); UPDATE gate SET n = n + 1; END");
    }

    private Migrator patient() {
        return project.migrator().tableLockRetry(Duration.ofSeconds(5)).build();
    }

    /** Somebody keeps a row that the trigger comes to when it has written to the log. */
    private Connection keepingTheGate() throws SQLException {
        Connection other = project.database().dataSource().getConnection();
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute("UPDATE gate SET n = 1");
        }
        return other;
    }

    private void write(String words) {
        project.write(
                BatchProject.FILE,
                """
                -- lifeguard:lock-timeout 1s
                -- lifeguard:batch table=item key=id %s
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """
                        .formatted(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO log SELECT id FROM item",
                "INSERT IGNORE log (id) SELECT id FROM item",
                "INSERT /* rows */ LOW_PRIORITY INTO `log` SELECT id FROM item",
                "UPDATE log SET id = id + 1",
                "DELETE FROM log"
            })
    void aTargetWithoutTransactionsIsRefused(String statement) {
        logged("Aria");
        project.write(
                BatchProject.FILE,
                """
                -- lifeguard:batch table=item key=id
                %s WHERE id > :from AND id <= :to;
                """
                        .formatted(statement));

        assertThat(failureOf(project::up))
                .isInstanceOf(ValidationException.class)
                .hasMessage(
                        ("LG-302 20240102000000_fill.sql:2:1: The table %1$s has the engine Aria,"
                             + " which has no transactions: what a batch changed before it fails"
                             + " would stay, and be changed once more. Give it another one first:"
                             + " ALTER TABLE %1$s ENGINE = InnoDB.")
                                .formatted(statement.contains("`") ? "`log`" : "log"));
        assertThat(project.database().query("SELECT count(*) FROM log")).containsExactly("0");
    }

    @Test
    void aTargetWithTransactionsIsFilled() {
        logged("InnoDB");
        project.write(
                BatchProject.FILE,
                """
                -- lifeguard:batch table=item key=id
                INSERT INTO log SELECT id FROM item WHERE id > :from AND id <= :to;
                """);

        project.up();

        assertThat(project.database().query("SELECT count(*) FROM log")).containsExactly("2");
    }

    @Test
    void whatATriggerWroteThereStaysAndTheBatchIsNotTriedAgain() throws SQLException {
        trigger();
        write("");
        try (Connection other = keepingTheGate()) {
            assertThat(failureOf(() -> patient().up()))
                    .hasMessage(
                            "LG-202 Migration 20240102000000 fill failed in a batch in"
                                    + " 20240102000000_fill.sql: Lock wait timeout exceeded; try"
                                    + " restarting transaction (SQLState HY000). "
                                    + STAYS
                                    + " This run has committed none of its batches. Mend that and"
                                    + " run up again: it goes on there.");
            other.rollback();
        }
        assertThat(project.database().query("SELECT id FROM log")).containsExactly("1");
        assertThat(project.seen()).containsExactly("0|2");
    }

    @Test
    void soItIsInTheBackground() throws SQLException {
        trigger();
        write("mode=background");
        patient().up();
        try (Connection other = keepingTheGate()) {
            assertThat(failureOf(() -> patient().batches().run(BatchRun.all())))
                    .hasMessage(
                            "LG-202 A batch of migration 20240102000000 fill failed: Lock wait"
                                    + " timeout exceeded; try restarting transaction (SQLState"
                                    + " HY000). "
                                    + STAYS
                                    + " 0 batches (0 rows) are committed. Mend that and run"
                                    + " \"batch run 20240102000000\": it goes on there.");
            other.rollback();
        }
        assertThat(project.database().query("SELECT id FROM log")).containsExactly("1");
    }

    private Migrator inJava() {
        return project.database()
                .migrator()
                .source(
                        MigrationSource.of(
                                new Fill<>(
                                        BatchSpec.of("item", row -> row.getLong(1), "id"),
                                        batch -> {
                                            batch.update("INSERT INTO log VALUES (7)");
                                            throw new IllegalStateException("enough");
                                        })))
                .build();
    }

    @Test
    void soItIsInJava() {
        logged("MyISAM");

        assertThat(failureOf(() -> inJava().up()).getMessage())
                .startsWith("LG-202")
                .contains("enough. " + STAYS + " This run has committed none of its batches.");
        assertThat(project.database().query("SELECT id FROM log")).containsExactly("7");
    }
}
