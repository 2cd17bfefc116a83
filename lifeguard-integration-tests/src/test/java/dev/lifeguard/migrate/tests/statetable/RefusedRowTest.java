package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A state table with something of somebody else's that refuses a row. */
@OnPostgres
final class RefusedRowTest {

    private static final String TAKE_OUT =
            "Take out what refuses it: a constraint, an index, a trigger or a column that this"
                    + " program did not make";

    @AutoClose private final Project project;
    private final TestDatabase database;

    RefusedRowTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.migrator().build().baseline(20230101000000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ADD CHECK (version > 0)                           | new row for relation "lifeguard_migrations" violates check constraint "lifeguard_migrations_version_check" (SQLState 23514)
                    ADD COLUMN tenant text NOT NULL DEFAULT '';ALTER tenant DROP DEFAULT | null value in column "tenant" of relation "lifeguard_migrations" violates not-null constraint (SQLState 23502)
                    ADD UNIQUE (success)                              | duplicate key value violates unique constraint "lifeguard_migrations_success_key" (SQLState 23505)
                    ADD EXCLUDE USING btree (success WITH =)          | conflicting key value violates exclusion constraint "lifeguard_migrations_success_excl" (SQLState 23P01)
                    DROP backend_pid, ADD backend_pid int GENERATED ALWAYS AS IDENTITY | cannot insert a non-DEFAULT value into column "backend_pid" (SQLState 428C9)
                    ALTER holder TYPE varchar(3)                      | value too long for type character varying(3) (SQLState 22001)
                    """)
    void aLocksRowThatIsRefusedIsTheTablesFault(String change, String said) {
        for (String each : change.split(";", -1)) {
            database.execute("ALTER TABLE lifeguard_migrations " + each);
        }

        LifeguardException failure = failureOf(project::up);

        assertThat(failure)
                .hasMessage(
                        "LG-101 The state table \"public.lifeguard_migrations\" refuses what this"
                                + " program writes to it: "
                                + said
                                + ". "
                                + TAKE_OUT
                                + ", or name another one with schema(…) and table(…).");
        assertThat(database.has("one")).isFalse();
    }

    @Test
    void aHistorysRowThatIsRefusedIsNoFaultOfTheFile() {
        database.execute(
                "ALTER TABLE lifeguard_migrations ADD CONSTRAINT old CHECK (version <"
                        + " 20240101000000)");

        assertThat(failureOf(project::up))
                .hasMessageStartingWith(
                        "LG-101 Migration 20240101000000 one failed after its last statement in"
                            + " 20240101000000_one.sql: new row for relation"
                            + " \"lifeguard_migrations\" violates check constraint \"old\""
                            + " (SQLState 23514). Nothing was changed: the transaction was rolled"
                            + " back. The state table \"public.lifeguard_migrations\" refuses what"
                            + " this program writes to it. "
                                + TAKE_OUT
                                + ".");
        assertThat(database.has("one")).isFalse();
    }
}
