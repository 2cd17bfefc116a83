package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code squash}: what a baseline would lose, and what comes behind it. */
@OnPostgres(18)
final class SquashProofTest {

    private static final String LAST = "20240102000000";

    @AutoClose private final SquashRun run;
    private final Project project;
    private final CommandLine commandLine;

    SquashProofTest(PostgresServer server) throws IOException {
        run = new SquashRun(server);
        project = run.project();
        commandLine = run.commandLine();
    }

    private void write(String sql) {
        project.write("20240101000000_a.sql", "CREATE TABLE a (id int, note text);\n");
        project.write("20240102000000_b.sql", sql);
    }

    private static String role(String name) {
        return "squash_%s_%s".formatted(name, ProcessHandle.current().pid());
    }

    @Test
    void refusesSettingsAndMembershipsOfRoles() {
        String member = role("member");
        String group = role("group");
        project.database().execute("CREATE ROLE %s; CREATE ROLE %s".formatted(member, group));
        try {
            String block =
                    "DO $$ BEGIN ALTER ROLE %s SET work_mem = '8MB'; END $$;\n".formatted(member);
            write("GRANT %s TO %s;\n%s".formatted(group, member, block));
            run.assertRefused(
                    "The migrations change the membership of %s in %s, the setting work_mem of the role %s, which belongs to a server, not to a database, so a baseline does not hold it. Make it in before_up.sql or in a migration that stays, and squash then. Nothing was changed."
                            .formatted(member, group, member),
                    LAST);
            write("GRANT %s TO %s;\n".formatted(group, member));
            run.assertRefused(
                    "The migrations change the membership of %s in %s, which"
                            .formatted(member, group),
                    LAST);

            project.write("before_up.sql", "GRANT %s TO %s;\n".formatted(group, member));
            run.assertSquashed(LAST);
        } finally {
            project.database().execute("DROP ROLE %s; DROP ROLE %s".formatted(member, group));
        }
    }

    @Test
    void namesEachAttributeOfARole() {
        String group = role("attributes");
        String member = role("attributed");
        project.database().execute("CREATE ROLE %s; CREATE ROLE %s".formatted(group, member));
        try {
            write(
                    "ALTER ROLE %1$s CREATEDB VALID UNTIL 'infinity'; ALTER GROUP %1$s ADD USER %2$s;\n"
                            .formatted(group, member));
            project.write(
                    "20240103000000_c.sql",
                    "ALTER ROLE %1$s CONNECTION LIMIT 50 VALID UNTIL 'infinity';\n"
                            .formatted(group));
            run.assertRefused(
                    "The migrations change the attribute CREATEDB of the role %1$s, the membership of %2$s in %1$s, which belongs to a server"
                            .formatted(group, member),
                    LAST);

            project.write(
                    "before_up.sql",
                    "GRANT %1$s TO %2$s; ALTER ROLE %1$s CREATEDB;\n".formatted(group, member));
            run.assertSquashed(LAST);
        } finally {
            project.database().execute("DROP ROLE %s; DROP ROLE %s".formatted(group, member));
        }
    }

    @Test
    void whatAMigrationThatStaysMakesAgainIsNotLost() {
        String setting =
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''8MB''',"
                        + " current_database()); END $$;\n";
        write(setting);
        project.write("20240103000000_c.sql", "CREATE TABLE c (id int);\n");
        run.assertRefused("The migrations make the setting work_mem of the database, which", LAST);

        project.write("20240104000000_d.sql", setting);
        run.assertSquashed(LAST);
    }

    @Test
    void whatIsNewerHasToRunBehindIt() {
        write("INSERT INTO a VALUES (1, 'first');\n");
        project.write(
                "20240103000000_c.sql",
                """
                DO $$ BEGIN IF NOT EXISTS (SELECT FROM a) THEN RAISE 'no row'; END IF; END $$;
                CREATE TABLE c (id int);
                """);
        run.assertRefused(
                "What is newer runs behind the migrations, and not behind the baseline: Migration"
                        + " 20240103000000 c failed at 20240103000000_c.sql:1:1: no row (SQLState"
                        + " P0001).",
                LAST,
                "--without-data",
                "a");

        run.assertSquashed(LAST, "--data", "a");
    }

    @Test
    void whatIsNewerHasToMakeTheSame() {
        write("INSERT INTO a VALUES (1, 'first');\n");
        project.write(
                "20240103000000_c.sql",
                "DO $$ BEGIN IF EXISTS (SELECT FROM a) THEN CREATE TABLE c (id int); END IF; END"
                        + " $$;\n");
        run.assertRefused(
                "The baseline does not make the schema that the migrations make: table public.c is"
                        + " not the same.",
                LAST,
                "--without-data",
                "a");
    }

    @Test
    void rolesThatNewerOnesMakeAreNoObstacle() {
        write("CREATE TABLE b (id int);\n");
        project.write(
                "20240103000000_c.sql",
                "CREATE ROLE %1$s; GRANT SELECT ON a TO %1$s;\n".formatted(role("newer")));
        project.write("r_view.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;\n");

        run.assertSquashed(LAST);
    }

    @Test
    void letsRolesBeThatNoMigrationNames() {
        String other = role("other");
        String makes =
                """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = concat_ws('_', 'squash', 'other', '%1$s')) THEN
                        EXECUTE 'CREATE ROLE ' || concat_ws('_', 'squash', 'other', '%1$s');
                    END IF;
                END $$;
                """
                        .formatted(ProcessHandle.current().pid());
        try {
            write(makes);
            run.assertRefused(
                    "The server of --scratch-url has the role %s since the migrations ran there, and none of them names it. Where others made it, run squash again; where a migration does, make it in before_up.sql. Nothing was changed."
                            .formatted(other),
                    LAST);
            project.database().execute("DROP ROLE " + other);

            write("CREATE TABLE b (id int);\n");
            project.write("20240103000000_c.sql", makes);
            run.assertSquashed(LAST);
            assertThat(project.database().query("SELECT 1 FROM pg_roles WHERE rolname = ?", other))
                    .containsExactly("1");
        } finally {
            project.database().execute("DROP ROLE IF EXISTS " + other);
        }
    }

    @Test
    void refusesToMoveFilesWhereTheyAreRead() throws IOException {
        write("CREATE TABLE b (id int);\n");
        Path second = Files.createTempDirectory("second");
        Files.writeString(second.resolve("20240103000000_c.sql"), "CREATE TABLE c (id int);\n");
        Path there = second.resolve("old");

        CommandLine both =
                commandLine.with("LIFEGUARD_MIGRATIONS_DIR", project.directory() + ":" + second);
        Result refused = both.run("squash", LAST, "--move-to", there.toString());
        Result dry = both.run("squash", LAST, "--move-to", there.toString(), "--dry-run");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(dry.exit()).isEqualTo(2);
        assertThat(dry.errors()).endsWith(refused.errors());
        assertThat(refused.errors())
                .contains(
                        "--move-to \"%s\" is in a directory of migrations, \"%s\", where the files would be read. Name another one."
                                .formatted(there, second));
    }

    @Test
    void refusesRowsThatAreLong() {
        write(
                "INSERT INTO a SELECT n, repeat(md5(n::text), 32768) FROM generate_series(1, 12)"
                        + " n;\n");
        run.assertRefused(
                "public.a has 12 MB of rows, and a baseline holds at most 10 MB of a table. Load"
                        + " them in another way, and leave them out: --without-data public.a.",
                LAST,
                "--data",
                "a");
    }
}
