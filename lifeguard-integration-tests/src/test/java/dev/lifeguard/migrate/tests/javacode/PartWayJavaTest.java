package dev.lifeguard.migrate.tests.javacode;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Java migrations that run statement by statement. */
@OnPostgres
final class PartWayJavaTest {

    @AutoClose private final TestDatabase database;

    PartWayJavaTest(PostgresServer server) {
        database = server.createDatabase();
    }

    /** A migration that can be changed between two runs. */
    private record Steps(List<String> statements) implements Migration {

        @Override
        public long version() {
            return 20240101000000L;
        }

        @Override
        public String name() {
            return "steps";
        }

        @Override
        public Transactions transactions() {
            return Transactions.PER_STATEMENT;
        }

        @Override
        public void up(SchemaManager schema) {
            statements.forEach(schema::execute);
            schema.insert("log", List.of("what"), List.of(List.of("end")));
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DROP TABLE log");
        }
    }

    private void up(String... statements) {
        Migrator.builder(database.dataSource())
                .source(MigrationSource.of(new Steps(List.of(statements))))
                .build()
                .up();
    }

    @Test
    void buildsAnIndexConcurrently() {
        up("CREATE TABLE log (what text)", "CREATE INDEX CONCURRENTLY log_what ON log (what)");

        assertThat(database.has("log_what")).isTrue();
        assertThat(database.query("SELECT what FROM log")).containsExactly("end");
    }

    @Test
    void goesOnAtTheStatementThatFailed() {
        String[] wrong = {
            "CREATE TABLE log (what text)", "INSERT INTO log VALUES ('one')", "SELECT nonsense"
        };
        LifeguardException failure = failureOf(() -> up(wrong));

        assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failure.getMessage())
                .contains("statements 1 to 2 are done and stay.")
                .contains("it goes on at statement 3.");
        up("CREATE TABLE log (what text)", "INSERT INTO log VALUES ('one')", "SELECT 1");
        assertThat(database.query("SELECT what FROM log")).containsExactly("one", "end");
    }

    @Test
    void isRefusedWhenWhatIsDoneWasChanged() {
        failureOf(() -> up("CREATE TABLE log (what text)", "SELECT nonsense"));

        LifeguardException failure =
                failureOf(() -> up("CREATE TABLE log (what varchar(9))", "SELECT 1"));

        assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failure.getMessage())
                .contains("it does not run the statements again that it ran before")
                .contains("repair(new Repair.MarkDone(20240101000000L))");
    }
}
