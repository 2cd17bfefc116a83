package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A migration meets another transaction's lock on a database where nothing is tried again. */
@Execution(ExecutionMode.CONCURRENT)
final class BusyElsewhereTest {

    abstract static class Contract {

        /** SQLite's lock cannot be given back while another one writes, and ends with this. */
        private static final Duration LEASE = Duration.ofSeconds(5);

        private final ContractDatabase database;
        private final ContractProject project;
        private final List<MigrationEvent> met = new ArrayList<>();
        private final Connection blocker;

        Contract(ContractDatabase database) {
            this.database = database;
            this.project = ContractProject.of(database);
            try {
                blocker = database.dataSource().getConnection();
                blocker.setAutoCommit(false);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @AfterEach
        void close() throws SQLException {
            blocker.close();
            project.close();
        }

        /** What the failure begins with, behind the migration's name. */
        abstract String failure();

        /** A query of one value: how long a session waits for a lock. */
        abstract String limit();

        @Test
        void endsBehindTheTimeOfItsScriptAndGoesOnLater() throws SQLException {
            project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int);\n");
            project.up();
            project.write(
                    "20240102000000_note.sql",
                    "-- lifeguard:lock-timeout 1s\nALTER TABLE orders ADD COLUMN note int;\n");

            LifeguardException failure =
                    failureOf(project.migrator().lease(LEASE).listener(this::hear).build()::up);

            assertThat(failure.detail().coded())
                    .startsWith("LG-201 Migration 20240102000000 note failed " + failure());
            assertThat(met).isEmpty();
            assertThat(project.history()).hasSize(1);
            blocker.rollback();
            assertThat(project.up().applied()).hasSize(1);
        }

        @Test
        void takesItsTimeBackForTheNextScript() throws SQLException {
            project.write("20240101000000_limits.sql", "CREATE TABLE limits (waits int);\n");
            project.write(
                    "20240102000000_limited.sql",
                    "-- lifeguard:lock-timeout 7s\nINSERT INTO limits VALUES ((%s));\n"
                            .formatted(limit()));
            project.write(
                    "20240103000000_next.sql",
                    "INSERT INTO limits VALUES ((%s));\n".formatted(limit()));

            project.up();

            List<String> waits = database.query("SELECT waits FROM limits ORDER BY waits");
            assertThat(waits).hasSize(2).doesNotHaveDuplicates();
        }

        @Test
        void takesTheTimeOfBatchesBackForTheNextScript() throws SQLException {
            project.write(
                    "20240101000000_limits.sql",
                    """
                    CREATE TABLE limits (waits int);
                    CREATE TABLE item (id int NOT NULL PRIMARY KEY, waits int);
                    INSERT INTO item (id) VALUES (1);
                    """);
            for (String mode : List.of("blocking", "background")) {
                String day = mode.equals("blocking") ? "20240102" : "20240104";
                project.write(
                        day + "000000_limited.sql",
                        """
                        -- lifeguard:lock-timeout 7s
                        -- lifeguard:batch table=item key=id mode=%s
                        UPDATE item SET waits = (%s) WHERE id > :from AND id <= :to;
                        """
                                .formatted(mode, limit()));
                project.write(
                        day + "100000_next.sql",
                        "INSERT INTO limits VALUES ((%s));\n".formatted(limit()));
            }

            project.up();

            assertThat(database.query("SELECT waits FROM item")).isSubsetOf("7", "7000");
            assertThat(database.query("SELECT waits FROM limits"))
                    .hasSize(2)
                    .doesNotContain("7", "7000");
        }

        private void hear(MigrationEvent event) {
            if (event instanceof MigrationEvent.TableLockMet) {
                met.add(event);
            }
            if (event instanceof MigrationEvent.MigrationStarted) {
                try (Statement statement = blocker.createStatement()) {
                    statement.execute("INSERT INTO orders VALUES (1)");
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            }
        }
    }

    @Nested
    final class MariaDb extends Contract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()));
        }

        @Override
        String failure() {
            return "at 20240102000000_note.sql:2:1: Lock wait timeout exceeded; try restarting"
                    + " transaction (SQLState HY000). Nothing was changed: its first statement"
                    + " failed. Wait for the other transaction or raise lock_wait_timeout or"
                    + " innodb_lock_wait_timeout, ";
        }

        @Override
        String limit() {
            return "SELECT @@innodb_lock_wait_timeout";
        }
    }

    @Nested
    final class H2 extends Contract {
        H2() {
            super(ContractDatabase.h2());
        }

        @Override
        String failure() {
            return "at 20240102000000_note.sql:2:1: Timeout trying to lock table \"ORDERS\""
                    + " (SQLState HYT00). Nothing was changed: its first statement failed. Wait"
                    + " for the other transaction or raise LOCK_TIMEOUT, ";
        }

        @Override
        String limit() {
            return "SELECT LOCK_TIMEOUT()";
        }
    }

    @Nested
    final class Sqlite extends Contract {
        Sqlite() {
            super(ContractDatabase.sqlite());
        }

        @Override
        String failure() {
            return "before its first statement in 20240102000000_note.sql: [SQLITE_BUSY] The"
                    + " database file is locked (database is locked). Nothing was changed: the"
                    + " transaction was rolled back. Wait for the other transaction or raise"
                    + " busy_timeout, ";
        }

        @Override
        String limit() {
            return "SELECT timeout FROM pragma_busy_timeout";
        }
    }
}
