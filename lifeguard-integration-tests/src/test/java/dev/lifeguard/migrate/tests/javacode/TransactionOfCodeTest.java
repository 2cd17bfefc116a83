package dev.lifeguard.migrate.tests.javacode;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a Java migration does to the transaction that it runs in. */
@OnPostgres({14, 18})
final class TransactionOfCodeTest {

    private static final String ENDED =
            "LG-202 Migration 20240101000000 code failed after its last statement in %s: it ended"
                + " its transaction by itself, by a COMMIT or a ROLLBACK (SQLState 3B001). What of"
                + " it was kept is not known: something in it committed or rolled back, and only"
                + " what came after that was rolled back. Look at the database, and take back what"
                + " is left of it. Fix the file and run up again.";

    @AutoClose private final TestDatabase database;

    TransactionOfCodeTest(PostgresServer server) {
        database = server.createDatabase();
    }

    @FunctionalInterface
    private interface Code {

        void run(SchemaManager schema) throws SQLException;
    }

    private record OfCode(long version, Code code) implements Migration {

        @Override
        public String name() {
            return "code";
        }

        @Override
        public void up(SchemaManager schema) throws SQLException {
            schema.execute("CREATE TABLE IF NOT EXISTS one (id int)");
            code.run(schema);
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DROP TABLE one");
        }
    }

    private void up(Code code) {
        Migrator.builder(database.dataSource())
                .source(MigrationSource.of(new OfCode(20240101000000L, code)))
                .build()
                .up();
    }

    private static Code statement(String sql) {
        return schema -> {
            try (Statement statement = schema.connection().createStatement()) {
                statement.execute(sql);
            }
        };
    }

    private static Code query(String sql) {
        return schema -> schema.query(sql, row -> row.getInt(1));
    }

    private String rows() {
        return database.value(
                "SELECT count(*) FROM lifeguard_migrations WHERE version = 20240101000000");
    }

    @Test
    void aDivisionByZeroIsItsOwn() {
        for (Code code : new Code[] {query("SELECT 1/0"), statement("SELECT 1/0")}) {
            LifeguardException failure = failureOf(() -> up(code));

            assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
            assertThat(failure.getMessage())
                    .startsWith("LG-201 Migration 20240101000000 code failed ")
                    .contains(": division by zero (SQLState 22012). Nothing was changed: the")
                    .doesNotContain("lock");
            assertThat(database.has("one")).isFalse();
        }
    }

    @Test
    void inAGroupItsMarkIsItsOwn() {
        Migrator.builder(database.dataSource())
                .source(
                        MigrationSource.of(
                                new OfCode(20240101000000L, statement("SAVEPOINT mine")),
                                new OfCode(20240102000000L, statement("SAVEPOINT mine"))))
                .grouping(Grouping.ALL)
                .build()
                .up();

        assertThat(rows()).isEqualTo("1");
    }

    private void requireEnded(Code code) {
        LifeguardException failure = failureOf(() -> up(code));

        assertThat(failure.getMessage())
                .matches(ENDED.replace("(", "\\(").replace(")", "\\)").replace("%s", "[^:]*"));
        assertThat(rows()).isEqualTo("0");
        database.execute("DROP TABLE IF EXISTS one");
    }

    @Test
    void aCommitOfItsOwnIsNotTakenForApplied() {
        requireEnded(statement("COMMIT"));
        requireEnded(
                schema -> {
                    statement("COMMIT").run(schema);
                    schema.execute("CREATE TABLE two (id int)");
                });
    }

    @Test
    void aRollbackOfItsOwnIsNotTakenForApplied() {
        requireEnded(statement("ROLLBACK"));
        assertThat(database.has("one")).isFalse();
    }

    @Test
    void aFailureBehindACommitDoesNotSayThatNothingWasChanged() {
        for (String end : new String[] {"COMMIT", "ROLLBACK"}) {
            LifeguardException failure =
                    failureOf(
                            () ->
                                    up(
                                            schema -> {
                                                statement(end).run(schema);
                                                schema.execute("SELECT nonsense");
                                            }));

            assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
            assertThat(failure.getMessage())
                    .contains("nonsense")
                    .contains("What of it was kept is not known: something in it committed or");
            database.execute("DROP TABLE IF EXISTS one");
        }
    }

    @Test
    void theConnectionOfItsStatementsRefusesACommitToo() {
        Code[] ways = {
            schema -> {
                try (PreparedStatement one = schema.connection().prepareStatement("SELECT 1")) {
                    one.getConnection().commit();
                }
            },
            schema -> schema.connection().unwrap(Connection.class).commit(),
        };
        for (Code way : ways) {
            assertThat(failureOf(() -> up(way)).getMessage())
                    .startsWith("LG-201")
                    .contains("commit() is refused: the transaction is the migration's")
                    .contains("Nothing was changed: the transaction was rolled back.");
            assertThat(database.has("one")).isFalse();
        }
    }

    @Test
    void aSavepointOfItsOwnIsLeftToIt() {
        up(
                schema -> {
                    Connection connection = schema.connection();
                    var before = connection.setSavepoint();
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT nonsense");
                    } catch (SQLException expected) {
                        connection.rollback(before);
                    }
                });

        assertThat(rows()).isEqualTo("1");
        assertThat(database.has("one")).isTrue();
    }
}
