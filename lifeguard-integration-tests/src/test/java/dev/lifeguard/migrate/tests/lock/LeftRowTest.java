package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A run that finds nothing to do removes the lock's row of a dead runner, and no other. */
@OnPostgres
final class LeftRowTest {

    private static final String DEAD = "now() - interval '1 second'";

    @AutoClose private final Project project;
    private final TestDatabase database;

    LeftRowTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
    }

    @Test
    void upWithNothingPendingRemovesADeadRunnersRow() {
        LockRow.insert(database, DEAD);

        assertThat(project.up().applied()).isEmpty();

        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void downWithNothingToDoRemovesADeadRunnersRow() {
        LockRow.insert(database, DEAD);

        assertThat(project.migrator().build().down(Target.version(20240101000000L)).rolledBack())
                .isEmpty();

        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void whatOnlyReadsRemovesNothing() {
        LockRow.insert(database, DEAD);
        Migrator migrator = project.migrator().build();

        migrator.status();
        migrator.plan(Target.all());
        migrator.planDown(Target.steps(1));
        migrator.validate();

        assertThat(LockRow.exists(database)).isTrue();
    }

    @Test
    void aLivingRunnersRowStaysAndCostsOneStatement() throws IOException {
        LockRow.insert(database, "now() + interval '1 hour'");
        try (WireTap tap = WireTap.before(database)) {
            project.migrator(tap.dataSource()).build().up();

            assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
            assertThat(ownStatements(tap)).isEqualTo(3);
        }
    }

    @Test
    void withoutARowItIsTheReadOfTheHistoryAndWhatStandsBeforeIt() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            project.migrator(tap.dataSource()).build().up();

            assertThat(ownStatements(tap)).isEqualTo(2);
        }
    }

    /** Without what the driver sets at its login. */
    private static long ownStatements(WireTap tap) {
        return tap.statements().stream()
                .filter(statement -> !statement.startsWith("SET extra_float_digits"))
                .filter(statement -> !statement.startsWith("SET application_name"))
                .count();
    }

    @Test
    void aRowWithoutALeaseStays() {
        LockRow.insert(database, "NULL");

        project.up();

        assertThat(LockRow.exists(database)).isTrue();
    }

    @Test
    void aRowWithTheSixColumnsOnlyStays() {
        database.execute("DROP TABLE lifeguard_migrations", "DROP TABLE one");
        LockRow.insertWithSixColumns(database);
        database.execute(
                """
                INSERT INTO lifeguard_migrations
                SELECT 20240101000000, 'one', encode(sha256('CREATE TABLE one (id int);
                '), 'hex'), now(), 0, true
                """);

        assertThat(project.up().applied()).isEmpty();

        assertThat(LockRow.tokens(database)).containsExactly("lock");
    }

    @Test
    void aRowThatIsKeptInPlaceStaysAndNobodyWaitsForLong() throws SQLException {
        LockRow.insert(database, DEAD);
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            TestDatabase.query(
                    holder, "SELECT 1 FROM lifeguard_migrations WHERE version = -1 FOR KEY SHARE");

            assertThat(project.up().applied()).isEmpty();
            assertThat(LockRow.exists(database)).isTrue();
        }
    }

    @Test
    void aUserWhoMayNotDeleteItGoesOn() {
        LockRow.insert(database, DEAD);
        database.execute(
                "ALTER DATABASE %s SET default_transaction_read_only = on"
                        .formatted(database.name()));

        assertThat(project.up().applied()).isEmpty();

        assertThat(LockRow.exists(database)).isTrue();
    }

    @Test
    void aRunThatIsRefusedRemovesNothing() {
        LockRow.insert(database, DEAD);
        project.write("20240101000000_one.sql", "CREATE TABLE edited (id int);\n");

        assertThat(failureOf(project::up)).hasMessageContaining("20240101000000");

        assertThat(LockRow.exists(database)).isTrue();
    }
}
