package dev.lifeguard.migrate.tests.loss;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.AtStake;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL tells of rows that a way down takes away. */
@OnPostgres({14, 18})
final class LossOnPostgresTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    LossOnPostgresTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private void apply(String up, String down) {
        project.write(
                "20240101000000_one.sql",
                "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
        project.up();
    }

    private Migrator migrator(DataLoss policy) {
        return project.migrator().dataLoss(policy).build();
    }

    private List<String> atStake() {
        return project.migrator().build().planDown(Target.steps(1)).atStake().stream()
                .map(AtStake::text)
                .toList();
    }

    @Test
    void doesNotCountWhatAMigrationPutThere() {
        apply(
                "CREATE TABLE one AS SELECT 1 AS id, 'a' AS name UNION SELECT 2, 'b';",
                "DROP TABLE one;");
        assertThat(atStake()).isEmpty();

        database.execute("UPDATE one SET name = 'c' WHERE id = 1");

        assertThat(atStake()).containsExactly("1 row of the table \"one\"");
    }

    /** The rows of a backfill, or of a table that was written anew, are its users'. */
    @Test
    void countsWhatALaterMigrationChanged() {
        apply(
                "CREATE TABLE one (id int, name text);\nCREATE TABLE two (id int);",
                "DROP TABLE one;\nDROP TABLE two;");
        database.execute("INSERT INTO one VALUES (1, 'A')", "INSERT INTO two VALUES (1)");
        project.write(
                "20240101000001_later.sql",
                """
                -- Up migration
                UPDATE one SET name = lower(name);
                ALTER TABLE two ALTER id TYPE bigint;
                -- Down migration
                SELECT 1;
                """);
        project.up();

        assertThat(
                        project.migrator().build().planDown(Target.version(0)).atStake().stream()
                                .map(AtStake::text))
                .containsExactly("1 row of the table \"one\"", "1 row of the table \"two\"");
    }

    @Test
    void countsWhatALaterMigrationMayHaveChanged() {
        apply("CREATE TABLE one (id int, name text);", "DROP TABLE one;");
        database.execute("INSERT INTO one VALUES (1, 'A')");
        project.write(
                "20240101000001_later.sql",
                """
                -- Up migration
                INSERT INTO one VALUES (2, 'b');
                UPDATE one SET name = lower(name);
                -- Down migration
                SELECT 1;
                """);
        project.up();

        assertThat(
                        project.migrator().build().planDown(Target.version(0)).atStake().stream()
                                .map(AtStake::text))
                .containsExactly("2 rows of the table \"one\"");
    }

    /** What another statement, a trigger or a hook changes has the same writer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM other;",
                "INSERT INTO other VALUES (2);",
                "INSERT INTO one VALUES (NULL, 'b');\nDELETE FROM other;",
                "INSERT INTO one VALUES (touch(), 'b');"
            })
    void countsWhatChangedBesideWhatALaterMigrationInserted(String up) {
        apply(
                """
                CREATE TABLE other (id int PRIMARY KEY);
                INSERT INTO other VALUES (1);
                CREATE TABLE one (id int REFERENCES other ON DELETE SET NULL, name text);
                CREATE FUNCTION touch() RETURNS int LANGUAGE plpgsql AS
                    $$BEGIN UPDATE one SET name = 'touched'; RETURN NULL; END$$;
                CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN PERFORM touch(); RETURN NULL; END$$;
                CREATE TRIGGER touches AFTER INSERT ON other EXECUTE FUNCTION touched();
                """,
                "DROP TABLE one;");
        database.execute("INSERT INTO one VALUES (1, 'A')");
        project.write(
                "20240101000001_later.sql",
                "-- Up migration\n%s\n-- Down migration\nSELECT 1;\n".formatted(up));
        project.up();

        assertThat(
                        project.migrator().build().planDown(Target.version(0)).atStake().stream()
                                .map(AtStake::object))
                .containsExactly("one");
    }

    @Test
    void doesNotCountWhatALaterMigrationInserted() {
        apply("CREATE TABLE one (id int, name text);", "DROP TABLE one;");
        project.write(
                "20240101000001_later.sql",
                """
                -- Up migration
                INSERT INTO one VALUES (2, 'b'), (3, 'c');
                -- Down migration
                SELECT 1;
                """);
        project.up();
        database.execute("UPDATE one SET name = 'd' WHERE id = 3");

        assertThat(
                        project.migrator().build().planDown(Target.version(0)).atStake().stream()
                                .map(AtStake::text))
                .containsExactly("1 row of the table \"one\"");
    }

    /** Then all have one transaction. */
    @Test
    void countsWhatWasRestoredInOneTransaction() {
        apply("CREATE TABLE one (id int);", "DROP TABLE one;");
        database.execute(
                "ALTER TABLE lifeguard_migrations RENAME TO saved",
                "DROP TABLE one",
                "DO $$BEGIN CREATE TABLE one (id int); INSERT INTO one VALUES (1);"
                        + " CREATE TABLE lifeguard_migrations (LIKE saved INCLUDING ALL);"
                        + " INSERT INTO lifeguard_migrations SELECT * FROM saved; END$$");
        database.execute("DROP TABLE saved");

        assertThat(atStake()).containsExactly("1 row of the table \"one\"");
    }

    @Test
    void looksWhereTheScriptLooks() {
        apply(
                "CREATE SCHEMA app;\nCREATE TABLE app.one (id int);\nCREATE TABLE one (id int);",
                "SET search_path TO app;\nDROP TABLE one;");
        database.execute("INSERT INTO app.one VALUES (1)");

        assertThat(atStake()).containsExactly("1 row of the table \"app.one\"");
    }

    @Test
    void looksInEachSchemaOfThePath() {
        apply(
                "CREATE SCHEMA app;\nCREATE TABLE app.one (id int);\nCREATE TABLE two (id int);",
                "SET LOCAL search_path TO app, public;\nDROP TABLE one;\nDROP TABLE two;");
        database.execute("INSERT INTO app.one VALUES (1)", "INSERT INTO two VALUES (1)");

        assertThat(atStake())
                .containsExactly("1 row of the table \"one\"", "1 row of the table \"two\"");
    }

    @Test
    void followsATableIntoAnotherSchema() {
        apply(
                "CREATE SCHEMA app;\nCREATE TABLE one (id int);",
                "ALTER TABLE one SET SCHEMA app;\nDROP TABLE app.one;");
        database.execute("INSERT INTO one VALUES (1)");

        assertThat(atStake()).containsExactly("1 row of the table \"one\"");
    }

    @Test
    void refusesWhereItCannotTellWhichTableIsMeant() {
        apply(
                "CREATE TABLE one (id int);",
                "SELECT set_config('search_path', 'public', true);\nDROP TABLE one;");

        assertThat(failureOf(migrator(DataLoss.QUARANTINE)::down))
                .hasMessage(
                        "LG-308 Rolling back 20240101000000 one takes away what is in the table"
                                + " \"one\", which was not counted (the script sets where names"
                                + " without a schema are looked for) (20240101000000_one.sql:5:1)."
                                + " Nothing was changed. Let them go with"
                                + " dataLoss(DataLoss.ALLOW), or name its schema in the script.");
    }

    @Test
    void saysThatACascadeIsNotKnown() {
        apply(
                "CREATE TABLE one (id int PRIMARY KEY);\n"
                        + "CREATE TABLE two (id int REFERENCES one);",
                "TRUNCATE one CASCADE;");

        assertThat(migrator(DataLoss.REFUSE).down().warnings())
                .containsExactly(
                        "Rolling back 20240101000000 one (20240101000000_one.sql:5:1): what"
                                + " TRUNCATE takes away is not known.");
    }

    @Test
    void keepsTheCopyWhereItsSchemaGoes() {
        apply("CREATE SCHEMA app;\nCREATE TABLE app.one (id int);", "DROP SCHEMA app CASCADE;");
        database.execute("INSERT INTO app.one VALUES (1)");

        migrator(DataLoss.QUARANTINE).down();

        String table = project.migrator().build().putAside().getFirst();
        assertThat(table).matches("public\\.app__one__quarantined_[0-9]{14}");
        assertThat(database.query("SELECT id FROM " + table)).containsExactly("1");
    }

    @Test
    void letsTheSampleGoDown() {
        project.writeSample();
        project.up();

        assertThat(migrator(DataLoss.REFUSE).down(Target.version(0)).rolledBack()).hasSize(4);
    }

    @Test
    void readsEachWayToDropATable() {
        apply(
                """
                CREATE SCHEMA app;
                CREATE TABLE app."Odd.Name" (id int);
                CREATE TABLE app.parts (id int) PARTITION BY LIST (id);
                CREATE TABLE app.part1 PARTITION OF app.parts FOR VALUES IN (1);
                CREATE TABLE emptied (id int);
                CREATE SCHEMA gone;
                CREATE TABLE gone.inside (id int);
                """,
                """
                DROP TABLE IF EXISTS app."Odd.Name", app.parts, not_there CASCADE;
                TRUNCATE TABLE ONLY emptied, app.not_there;
                DROP SCHEMA gone CASCADE;
                DELETE FROM emptied WHERE id = 1;
                """);
        database.execute(
                "INSERT INTO app.\"Odd.Name\" VALUES (1)",
                "INSERT INTO app.parts VALUES (1), (1)",
                "INSERT INTO emptied VALUES (1), (2), (3)",
                "INSERT INTO gone.inside VALUES (1)");

        assertThat(atStake())
                .containsExactly(
                        "1 row of the table app.\"Odd.Name\"",
                        "2 rows of the table \"app.parts\"",
                        "3 rows of the table \"emptied\"",
                        "1 row of the table \"gone.inside\"");
    }

    @Test
    void readsEachWayToDropAColumn() {
        apply(
                """
                CREATE TABLE one (id int PRIMARY KEY, a int, b int, c int DEFAULT 7,
                                  d int GENERATED ALWAYS AS (id * 2) STORED);
                """,
                """
                ALTER TABLE IF EXISTS ONLY public.one DROP IF EXISTS a, DROP COLUMN b CASCADE,
                    DROP CONSTRAINT one_pkey, DROP COLUMN d, ALTER COLUMN c DROP DEFAULT;
                """);
        database.execute("INSERT INTO one VALUES (1, 1), (2, 2)");

        assertThat(atStake()).containsExactly("2 values of the column \"public.one.a\"");
    }

    @Test
    void readsAColumnInQuotesThatNeedsNone() {
        apply(
                "CREATE TABLE \"one\" (id int, note text, \"No \"\"te\" text);",
                "ALTER TABLE \"one\" DROP COLUMN \"note\", DROP COLUMN \"No \"\"te\";");
        database.execute("INSERT INTO one VALUES (1, 'a', 'b'), (2, 'a', NULL)");

        assertThat(atStake())
                .containsExactly(
                        "2 values of the column \"one\".\"note\"",
                        "1 value of the column \"one\".\"No \"\"te\"");
    }

    @Test
    void saysThatItDoesNotKnow() {
        apply("CREATE TABLE one (id int);", "DO $$BEGIN EXECUTE 'DROP TABLE one'; END$$;");
        database.execute("INSERT INTO one VALUES (1)");

        MigrationReport report = migrator(DataLoss.REFUSE).down();

        assertThat(report.warnings())
                .containsExactly(
                        "Rolling back 20240101000000 one (20240101000000_one.sql:4:1): what DO"
                                + " takes away is not known.");
        assertThat(report.rolledBack()).hasSize(1);
    }

    @Test
    void countsToALimit() {
        apply("CREATE TABLE one (id int);", "DROP TABLE one;");
        database.execute("INSERT INTO one SELECT generate_series(1, 1000001)");

        assertThat(atStake()).containsExactly("more than 1000000 rows of the table \"one\"");
    }

    @Test
    void refusesWhatItMayNotCount() {
        String role = database.createRole("some", "secret");
        apply("CREATE TABLE one (id int);", "DROP TABLE one;");
        database.execute(
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON lifeguard_migrations TO " + role);

        assertThat(
                        failureOf(
                                () ->
                                        project.migrator(database.dataSource(role, "secret"))
                                                .dataLoss(DataLoss.REFUSE)
                                                .build()
                                                .down()))
                .hasMessage(
                        "LG-308 Rolling back 20240101000000 one takes away what is in the table"
                                + " \"one\", which was not counted (permission denied for table one"
                                + " (SQLState 42501)) (20240101000000_one.sql:4:1). Nothing was"
                                + " changed. Let them go with dataLoss(DataLoss.ALLOW), or have"
                                + " them put aside first with dataLoss(DataLoss.QUARANTINE).");
    }

    @Test
    void putsRowsAsideWhoseTypeGoesToo() {
        apply(
                """
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE TABLE one (id serial PRIMARY KEY, mood mood, moods mood[]);
                CREATE INDEX one_mood ON one (mood);
                """,
                "DROP TABLE one;\nDROP TYPE mood;");
        database.execute("INSERT INTO one (mood, moods) VALUES ('sad', '{happy}')");

        migrator(DataLoss.QUARANTINE).down();

        String table = project.migrator().build().putAside().getFirst();
        assertThat(database.query("SELECT id, mood, moods FROM " + table))
                .containsExactly("1|sad|{happy}");
        assertThat(project.up().applied()).hasSize(1);
    }

    /** As the documentation has it. */
    @Test
    void rowsCanBePutBack() {
        apply(
                """
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood);
                """,
                "DROP TABLE orders;\nDROP TYPE mood;");
        database.execute("INSERT INTO orders (mood) VALUES ('sad'), ('happy')");
        Migrator migrator = migrator(DataLoss.QUARANTINE);
        migrator.down();
        String table = migrator.putAside().getFirst();
        project.up();

        database.execute(
                """
                INSERT INTO orders (id, mood) OVERRIDING SYSTEM VALUE
                SELECT id, mood::mood FROM %s
                """
                        .formatted(table),
                "SELECT setval(pg_get_serial_sequence('orders', 'id'), (SELECT max(id) FROM"
                        + " orders))",
                "INSERT INTO orders (mood) VALUES ('sad')");

        assertThat(database.query("SELECT id, mood FROM orders ORDER BY id"))
                .containsExactly("1|sad", "2|happy", "3|sad");
    }

    @Test
    void leavesNoCopyOfAWayDownThatFails() {
        apply("CREATE TABLE one (id int);", "DROP TABLE one;\nSELECT 1 / 0;");
        database.execute("INSERT INTO one VALUES (1)");

        assertThat(failureOf(migrator(DataLoss.QUARANTINE)::down).code()).isEqualTo("LG-201");

        assertThat(project.migrator().build().putAside()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("1");
    }

    @Test
    void putsRowsAsideBeforeAWayDownWithoutATransaction() {
        apply(
                "CREATE TABLE one (id int);\nCREATE INDEX one_id ON one (id);",
                "DROP INDEX CONCURRENTLY one_id;\nDROP TABLE one;");
        database.execute("INSERT INTO one VALUES (1)");

        migrator(DataLoss.QUARANTINE).down();

        String table = project.migrator().build().putAside().getFirst();
        assertThat(database.query("SELECT id FROM " + table)).containsExactly("1");
    }
}
