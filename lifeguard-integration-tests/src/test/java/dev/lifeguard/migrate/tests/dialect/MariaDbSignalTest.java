package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MariaDB's driver has a class for lost connections where it does not know a code. */
final class MariaDbSignalTest {

    private static final String TRIGGER =
            """
            CREATE TABLE item (a int);
            DELIMITER //
            CREATE TRIGGER item_check BEFORE INSERT ON item FOR EACH ROW
            BEGIN
                IF new.a < 0 THEN
                    SIGNAL SQLSTATE '%s' SET message_text = 'no negative';
                END IF;
            END //
            DELIMITER ;
            """;

    @AutoClose
    private final ContractProject project =
            ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    @ParameterizedTest
    @ValueSource(strings = {"45000", "44000", "02000", "08006", "08S01", "HY000", "99999"})
    void whatATriggerSignalsIsAnErrorOfItsStatement(String code) {
        project.write("20240101000000_item.sql", TRIGGER.formatted(code));
        project.write(
                "20240102000000_row.sql",
                "INSERT INTO item VALUES (1);\nINSERT INTO item VALUES (-1);\n");

        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-201 Migration 20240102000000 row failed at 20240102000000_row.sql:2:1: \
                        no negative (SQLState %s). Nothing of it was kept: the transaction was \
                        rolled back. The migration before it stays applied. Fix the file and run \
                        up again.
                          2 | INSERT INTO item VALUES (-1)
                            | ^\
                        """
                                .formatted(code));
        assertThat(project.history()).containsExactly("item|whole");
    }

    @Test
    void soIsItStatementByStatement() {
        project.write(
                "20240101000000_item.sql",
                TRIGGER.formatted("45000") + "INSERT INTO item VALUES (-1);\n");

        assertThat(failureOf(project::up).getMessage())
                .startsWith(
                        "LG-202 Migration 20240101000000 item failed at"
                                + " 20240101000000_item.sql:10:1: no negative (SQLState 45000).")
                .contains("statements 1 to 2 of 3 are done and stay.");
    }

    @Test
    void soIsItOnTheConnectionOfAJavaMigration() {
        project.write("20240101000000_item.sql", TRIGGER.formatted("45000"));

        assertThat(
                        failureOf(
                                () ->
                                        Migrator.builder(project.database().dataSource())
                                                .source(
                                                        MigrationSource.directory(
                                                                project.directory()))
                                                .source(
                                                        MigrationSource.of(
                                                                new m20240102000000_row()))
                                                .build()
                                                .up()))
                .hasMessageStartingWith("LG-201 Migration 20240102000000 row failed at")
                .hasMessageContaining("no negative (SQLState 45000)");
    }

    /** Works on the connection itself. */
    @SuppressWarnings("TypeName") // A migration's name.
    static final class m20240102000000_row implements Migration {

        @Override
        public void up(SchemaManager schema) throws SQLException {
            try (Statement statement = schema.connection().createStatement()) {
                statement.execute("INSERT INTO item VALUES (-1)");
            }
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DELETE FROM item");
        }
    }
}
