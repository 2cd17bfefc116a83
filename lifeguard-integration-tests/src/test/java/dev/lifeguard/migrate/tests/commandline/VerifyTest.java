package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code verify}: up, down and up on a scratch database. */
@OnPostgres(18)
final class VerifyTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    VerifyTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
        write(
                "20240101000000_users",
                "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
                "DROP TABLE users;");
    }

    private void write(String name, String up, String down) {
        project.write(
                name + ".sql", "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
    }

    private Result verified(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify"));
        all.addAll(List.of(arguments));
        return commandLine.run(all.toArray(String[]::new));
    }

    private void assertFound(int exit, String output) {
        Result result = verified();
        assertThat(result.output()).as(result.errors()).isEqualTo(output);
        assertThat(result.exit()).isEqualTo(exit);
    }

    @Test
    void saysThatAWayDownRestores() {
        assertFound(
                0,
                """
                ok       20240101000000 users: its way down restores the schema, up again makes the same

                1 migration verified: none differs.
                """);
        assertThat(project.database().query("SELECT datname FROM pg_database"))
                .noneMatch(name -> name.startsWith("lifeguard_scratch_"));
    }

    @Test
    void verifiesWhatWaitsForBatchesInTheBackground() {
        project.write(
                "20240102000000_names.sql",
                """
                -- lifeguard:irreversible names stay
                -- lifeguard:batch table=users key=id mode=background
                UPDATE users SET name = 'a' WHERE id > :from AND id <= :to;
                """);
        project.write(
                "20240103000000_known.sql",
                """
                -- Up migration
                -- lifeguard:requires 20240102000000
                ALTER TABLE users ALTER name SET NOT NULL;
                -- Down migration
                ALTER TABLE users ALTER name DROP NOT NULL;
                """);

        assertFound(
                0,
                """
                ok       20240101000000 users: its way down restores the schema, up again makes the same
                ok       20240102000000 names: it has no way down, up again makes the same
                ok       20240103000000 known: its way down restores the schema, up again makes the same

                3 migrations verified: none differs, 1 without a way down.
                """);
    }

    @Test
    void tellsWhatAWayDownForgets() {
        write(
                "20240102000000_note",
                "ALTER TABLE users ADD note text; CREATE INDEX ON users (name);",
                "ALTER TABLE users DROP note;");

        Result result = verified();

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.output())
                .contains(
                        "differs  20240102000000 note: its way down does not restore the schema,"
                                + " up again does not make the same\n")
                .contains("Extra    index public.users_name_idx\n")
                .contains("2 migrations verified: 1 differs.");
        assertThat(verified("--output", "json").output())
                .contains("\"success\":false")
                .contains(
                        "\"verified\":[{\"version\":20240101000000,\"name\":\"users\","
                                + "\"file\":\"20240101000000_users.sql\",\"down\":\"RESTORES\","
                                + "\"upAgain\":\"SAME\",\"differences\":[],\"failures\":[],"
                                + "\"notSeeded\":[]},")
                .contains(
                        "\"down\":\"DIFFERS\",\"upAgain\":\"DIFFERS\",\"differences\":["
                                + "{\"kind\":\"EXTRA\",\"objectType\":\"INDEX\","
                                + "\"object\":\"public.users_name_idx\"");
    }

    @Test
    void saysInTheFirstLineAllThatIsWrongWithTheWaysUp() {
        write(
                "20240102000000_note",
                "CREATE INDEX users_name ON users (name); ALTER TABLE users ADD note text NOT"
                        + " NULL;",
                "ALTER TABLE users DROP note;");

        assertThat(verified().output())
                .contains(
                        "differs  20240102000000 note: its way down does not restore the schema,"
                                + " up fails on rows, up again fails\n");
    }

    @Test
    void findsAColumnThatComesBackAtAnotherPlace() {
        write(
                "20240102000000_without",
                "ALTER TABLE users DROP id;",
                "ALTER TABLE users ADD id bigint PRIMARY KEY;");

        Result result = verified();

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.output())
                .contains("its way down does not restore the schema")
                .contains("Changed  table public.users\n")
                .contains("-- columns: id, name")
                .contains("Its way down fails where tables have rows:")
                .contains("contains null values");
    }

    @Test
    void findsANotNullThatFailsOnRows() {
        project.write("20240102000000_age.sql", "ALTER TABLE users ADD age int NOT NULL;\n");

        assertFound(
                10,
                """
                ok       20240101000000 users: its way down restores the schema, up again makes the same
                differs  20240102000000 age: it has no way down, up fails on rows
                  Its way up fails where tables have rows: Migration 20240102000000 age failed at\
                 20240102000000_age.sql:1:1: column "age" of relation "users" contains null values\
                 (SQLState 23502).

                2 migrations verified: 1 differs, 1 without a way down.
                """);
    }

    @Test
    void blamesNoMigrationForMadeUpValues() {
        write(
                "20240102000000_length",
                "ALTER TABLE users ADD CONSTRAINT long CHECK (length(name) > 10);",
                "ALTER TABLE users DROP CONSTRAINT long;");

        Result result = verified();

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("ok       20240102000000 length: its way down restores the schema")
                .contains("  Its way up fails on made-up rows, which other rows need not: ");
    }

    @Test
    void findsAWayUpThatFailsTheSecondTime() {
        write("20240102000000_twice", "CREATE TABLE twice (id int);", "SELECT 1;");
        write("20240103000000_after", "CREATE TABLE after (id int);", "DROP TABLE after;");

        Result result = verified("--all");

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.output())
                .contains("Its second way up fails: ")
                .contains("relation \"twice\" already exists (SQLState 42P07).\n")
                .contains("ok       20240103000000 after");
    }

    @Test
    void endsWithZeroWhereOneHasNoWayDown() {
        project.write(
                "20240102000000_gone.sql",
                "-- lifeguard:irreversible the rows are gone\nDROP TABLE users;\n");

        assertThat(verified().exit()).isZero();
        assertThat(verified("20240102000000", "--output", "json").output())
                .contains("\"down\":\"IRREVERSIBLE\",\"upAgain\":\"SAME\"")
                .doesNotContain("20240101000000_users.sql");
    }

    @Test
    void looksOnlyAtWhatIsPending() {
        project.up();
        assertFound(0, "Nothing to verify: no migration is pending.\n");

        write("20240102000000_note", "ALTER TABLE users ADD n int;", "ALTER TABLE users DROP n;");
        assertThat(verified().output())
                .contains("20240102000000 note")
                .doesNotContain("20240101000000 users");
        assertThat(verified("--all").output()).contains("20240101000000 users");
        assertThat(verified("20240109000000").exit()).isEqualTo(2);
    }

    @Test
    void runsARepeatableOneOverItself() {
        project.write("r_names.sql", "CREATE VIEW names AS SELECT name FROM users;\n");

        Result result = verified();

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.output())
                .contains("differs  r_names: it has no way down, up again fails")
                .contains("relation \"names\" already exists");
    }

    @Test
    void blamesNoMigrationForWhatARunMakesBeforeTheFirst() {
        project.write("before_up.sql", "CREATE SCHEMA IF NOT EXISTS of_hook;\n");

        Result result = verified("--schema", "of_option");

        assertThat(result.output()).contains("ok       20240101000000 users");
        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    void endsWithFourWhereAWayUpFailsByItself() {
        write("20240102000000_broken", "DROP TABLE nobody;", "SELECT 1;");

        Result result = verified();

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.errors())
                .contains("20240102000000_broken.sql:2:1: table \"nobody\" does not exist")
                .contains("It ran on a scratch database, not on the target.");
    }

    @Test
    void refusesADatabaseWhoseSchemaItCannotRead() {
        Result result =
                verified("--database-url", "postgresql://u@localhost/x?dialect=cockroachdb");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errors())
                .contains(
                        "verify reads the schema of PostgreSQL, MariaDB, SQLite and H2, and the"
                                + " database is CockroachDB.");
        assertThat(verified("--all", "20240101000000").errors())
                .contains("--all is every migration. Leave it out, or the versions.");
    }

    @Test
    void takesRolesBackThatACopyMade() {
        write(
                "20240102000000_role",
                "CREATE ROLE verify_reader; GRANT SELECT ON users TO verify_reader;",
                "REVOKE SELECT ON users FROM verify_reader; DROP ROLE verify_reader;");
        project.write("20240103000000_other.sql", "CREATE ROLE verify_other;\n");

        assertThat(verified().exit()).as(verified().output()).isZero();
        assertThat(project.database().query("SELECT rolname FROM pg_roles"))
                .noneMatch(name -> name.startsWith("verify_"));
    }

    /** Others make roles on a server that is named, and its name may be a part of any word. */
    @Test
    void keepsARoleThatNoMigrationSaysThatItMakes() {
        write(
                "20240102000000_parts",
                """
                CREATE TABLE verify_ourselves (id int);
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = concat('verify_', 'our')) THEN
                        EXECUTE concat('CREATE ', 'ROLE ', 'verify_', 'our');
                    END IF;
                END $$;
                """,
                "DROP TABLE verify_ourselves;");

        Result result = verified();

        try {
            assertThat(result.exit()).as(result.output() + result.errors()).isZero();
            assertThat(project.database().query("SELECT rolname FROM pg_roles"))
                    .contains("verify_our");
        } finally {
            project.database().execute("DROP ROLE IF EXISTS verify_our");
        }
    }

    @Test
    void warnsOfARoleThatCannotBeDropped() {
        String database = project.database().query("SELECT current_database()").getFirst();
        project.write(
                "before_up.sql",
                """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'verify_hook') THEN
                        CREATE ROLE verify_hook;
                    END IF;
                END $$;
                GRANT CONNECT ON DATABASE "%s" TO verify_hook;
                """
                        .formatted(database));

        Result result = verified();

        try {
            assertThat(result.exit()).as(result.output() + result.errors()).isZero();
            assertThat(result.output()).contains("ok       20240101000000 users");
            assertThat(result.errors())
                    .contains(
                            "The roles that the migrations made could not be dropped: ERROR: role"
                                + " \"verify_hook\" cannot be dropped because some objects depend"
                                + " on it");
        } finally {
            project.database()
                    .execute(
                            "REVOKE CONNECT ON DATABASE \"%s\" FROM verify_hook"
                                    .formatted(database));
            project.database().execute("DROP ROLE IF EXISTS verify_hook");
        }
    }

    @Test
    void findsNothingInTheSampleWithoutADatabase() {
        project.delete("20240101000000_users.sql");
        project.writeSample();
        Result result =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .run("verify");

        assertThat(result.exit()).as(result.output() + result.errors()).isZero();
        assertThat(result.output())
                .contains("4 migrations verified: none differs.")
                .contains(
                        "  Not tried with rows in public.invoices, which takes no made-up row: new"
                                + " row for relation \"invoices\" violates check constraint"
                                + " \"invoices_party_check\"");
    }
}
