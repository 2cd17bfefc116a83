package dev.lifeguard.migrate.tests.partway;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A way down without a transaction. */
@OnPostgres
final class DownPartWayTest {

    private static final String FILE = "20240101000000_slow.sql";

    @AutoClose private final Project project;
    private final TestDatabase database;

    DownPartWayTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(
                FILE,
                """
                -- Up migration
                CREATE TABLE one (id int);
                CREATE TABLE two (id int);
                CREATE INDEX one_id ON one (id);
                -- Down migration
                DROP INDEX CONCURRENTLY one_id;
                DROP TABLE two;
                DROP TABLE one;
                """);
        project.up();
    }

    @Test
    void endsWithoutARow() {
        project.migrator().build().down();

        assertThat(project.history()).isEmpty();
        assertThat(database.has("one")).isFalse();
    }

    @Test
    void saysWhereItFailedAndGoesOnThere() {
        database.execute("CREATE VIEW needs_two AS SELECT * FROM two");

        assertThat(failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        """
                        LG-202 The rollback of migration 20240101000000 slow failed at \
                        20240101000000_slow.sql:7:1: cannot drop table two because other objects \
                        depend on it (SQLState 2BP01). It runs statement by statement: statement 1 \
                        of 3 is done and stays. Drop by hand what depends on it (where a repeatable \
                        migration made that, say so with migrator.repair(new \
                        Repair.MarkUndone(MigrationVersion.ofRepeatable("NAME").number())), and the \
                        next up makes it anew) and run down again: it goes on at statement 2.
                          7 | DROP TABLE two
                            | ^
                          Detail: view needs_two depends on table two
                          Hint: Use DROP ... CASCADE to drop the dependent objects too.\
                        """);
        assertThat(PartWayRow.of(database)).isEqualTo("down, 1 done");
        database.execute("DROP VIEW needs_two");

        project.migrator().build().down();

        assertThat(project.history()).isEmpty();
        assertThat(database.has("one")).isFalse();
    }

    /** Nothing of the way down was done, so the migration is what it was: applied, and when. */
    @Test
    void staysAppliedWhereItsFirstStatementFails() {
        database.execute("DROP INDEX one_id");
        String row = "SELECT row_to_json(m) FROM lifeguard_migrations m";
        List<String> before = database.query(row);

        assertThat(failureOf(() -> project.migrator().build().down()).getMessage())
                .startsWith("LG-201 ")
                .contains("Nothing was changed: its first statement failed.");

        assertThat(database.query(row)).isEqualTo(before);
        database.execute("CREATE INDEX one_id ON one (id)");
        project.migrator().build().down();
        assertThat(project.history()).isEmpty();
    }

    @Test
    void upRefusesWhatIsOnItsWayDown() {
        database.execute("CREATE VIEW needs_two AS SELECT * FROM two");
        failureOf(() -> project.migrator().build().down());

        assertThat(failureOf(project::up))
                .hasMessage(
                        "LG-202 Migration 20240101000000 slow stopped part-way on its way down: 1"
                                + " of its statements is done. Run down again: it goes on at"
                                + " statement 2.");
    }

    @Test
    void downRefusesWhatIsOnItsWayUp() {
        project.write(
                "20240102000000_half.sql",
                """
                -- Up migration
                CREATE TABLE half (id int);
                VACUUM nowhere;
                -- Down migration
                DROP TABLE half;
                """);
        failureOf(project::up);

        assertThat(failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        "LG-202 Migration 20240102000000 half stopped part-way on its way up: 1 of"
                                + " its statements is done. Run up again: it goes on at statement"
                                + " 2.");
        assertThat(database.has("half")).isTrue();
    }
}
