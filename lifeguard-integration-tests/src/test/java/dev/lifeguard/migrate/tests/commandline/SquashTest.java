package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code squash}: many files become one that makes the same. */
@OnPostgres({14, 18})
final class SquashTest {

    private static final String LAST = "20240103000000";
    private static final String BASELINE = "20240103000000_squashed.baseline.sql";

    @AutoClose private final SquashRun run;
    private final Project project;
    private final Path moved;
    private final CommandLine commandLine;

    SquashTest(PostgresServer server) throws IOException {
        run = new SquashRun(server);
        project = run.project();
        moved = run.moved();
        commandLine = run.commandLine();
    }

    private String baseline() {
        try {
            return Files.readString(project.directory().resolve(BASELINE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeThree() {
        project.write(
                "20240101000000_a.sql",
                """
                -- Up migration
                CREATE TABLE a (id serial PRIMARY KEY, note text NOT NULL);
                -- Down migration
                DROP TABLE a;
                """);
        project.write(
                "20240102000000_b.up.sql",
                """
                CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY, a int REFERENCES a);
                CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM a;
                """);
        project.write("20240102000000_b.down.sql", "DROP TABLE b;\n");
        project.write("20240103000000_c.sql", "ALTER TABLE a ADD c int[];\n");
    }

    @Test
    void theSampleBecomesOneFile() {
        project.writeSample();

        run.assertSquashed("20240120150000", "--data", "*");

        assertThat(run.files())
                .containsExactly(
                        "20240120150000_squashed.baseline.sql",
                        "README.md",
                        "SCHEMA_DESIGN.md",
                        "SCHEMA_ERD.md");
        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(project.history()).containsExactly("20240120150000|baseline|whole");
    }

    @Test
    void tellsWhatItDid() {
        writeThree();
        project.write("20240104000000_d.sql", "CREATE TABLE d ();\n");

        Result result = run.squashed(LAST);

        assertThat(
                        result.output()
                                .replaceAll("[0-9.]+ s", "0 s")
                                .replace(
                                        "0 s with it, and 0 s with the migrations",
                                        "0 s in place of 0 s"))
                .isEqualTo(
                        """
                        3 migrations up to 20240103000000 were squashed into %s.
                        Proven on scratch databases: both make the same schema, byte by byte. An empty database takes 0 s in place of 0 s.
                        4 files moved to %s.
                        A database that has them all sees them as applied. One that lacks some is refused until it got them from the files of before: bring all to 20240103000000 first.
                        """
                                .formatted(project.directory().resolve(BASELINE), moved));
        assertThat(run.files()).containsExactly(BASELINE, "20240104000000_d.sql");
    }

    @Test
    void rowsAreInItWhereTheirTablesAreNamed() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                "ALTER TABLE a ADD c int[];\n"
                        + "INSERT INTO a (note, c) VALUES (E'tab\\t, \\\\ and ''quote''', '{1,2}'),"
                        + " ('', NULL);\n"
                        + "INSERT INTO b (a) VALUES (2);\n"
                        + "REFRESH MATERIALIZED VIEW counted;\n");
        run.assertRefused(
                "The migrations leave rows in public.a (2 rows), public.b (1 row), which a new"
                        + " database would not get. Name the tables whose rows belong to the"
                        + " baseline with --data, and the others with --without-data, as --data"
                        + " public.a,public.b. Nothing was changed.",
                LAST);

        run.assertSquashed(LAST, "--data", "public.a", "--without-data", "b");

        assertThat(commandLine.run("up").exit()).isZero();
        assertThat(project.database().query("SELECT id, note, c FROM a ORDER BY id"))
                .containsExactly("1|tab\t, \\ and 'quote'|{1,2}", "2||");
        assertThat(project.database().query("SELECT * FROM counted")).containsExactly("2");
        assertThat(
                        project.database()
                                .query(
                                        "WITH a AS (INSERT INTO a (note) VALUES ('x') RETURNING"
                                            + " id), b AS (INSERT INTO b (a) VALUES (1) RETURNING"
                                            + " id) SELECT a.id, b.id FROM a, b"))
                .containsExactly("3|1");
    }

    @Test
    void whatComesBehindTheBaselineFindsItsSchemas() {
        writeThree();
        project.write("20240104000000_d.sql", "ALTER TABLE a ADD d int;\n");
        run.assertSquashed(LAST);

        assertThat(commandLine.run("up").output()).contains("2 migrations applied");
        assertThat(project.history())
                .containsExactly("20240103000000|baseline|whole", "20240104000000|d|whole");
    }

    @Test
    void tablesOfOthersAreNotInTheWay() {
        writeThree();
        run.assertSquashed(LAST);
        project.database().execute("CREATE TABLE of_others (id int)");

        assertThat(commandLine.run("up").exit()).isZero();
        assertThat(commandLine.run("validate").exit()).isZero();
    }

    @Test
    void triggersAndReferencesDoNotSeeTheRows() {
        project.write(
                "20240101000000_a.sql",
                """
                CREATE SCHEMA app;
                CREATE TYPE app.mood AS ENUM ('sad', 'happy');
                CREATE DOMAIN app.short AS text CHECK (length(VALUE) < 9);
                CREATE TABLE app.node (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    parent bigint REFERENCES app.node,
                    mood app.mood, word app.short, doubled int GENERATED ALWAYS AS (2) STORED,
                    "Odd ""name" bytea, at timestamptz, took interval, many text[]);
                CREATE TABLE app.counted (n bigint);
                CREATE PROCEDURE app.hello() LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'hi'; END $$;
                CREATE FUNCTION app.count_it() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN INSERT INTO app.counted VALUES (NEW.id); RETURN NEW; END $$;
                CREATE TRIGGER counts AFTER INSERT ON app.node
                    FOR EACH ROW EXECUTE FUNCTION app.count_it();
                ALTER TABLE app.node ENABLE ROW LEVEL SECURITY;
                CREATE POLICY seen ON app.node USING (true);
                GRANT SELECT ON app.node TO PUBLIC;
                COMMENT ON COLUMN app.node.word IS 'a ''word''';
                """);
        project.write(
                "20240102000000_rows.sql",
                """
                INSERT INTO app.node (mood, word, "Odd ""name", at, took, many) VALUES
                    ('sad', E'a\\b\n', '\\x00ff', '2024-01-01 00:00:00+02', '1 mon 2 days', '{"a,b",NULL}');
                INSERT INTO app.node (parent, word) VALUES (1, '');
                CREATE SEQUENCE app.alone START 5;
                SELECT setval('app.alone', 42, false);
                """);
        project.write("20240103000000_c.sql", "UPDATE app.node SET parent = 2 WHERE id = 1;\n");

        run.assertSquashed(LAST, "--data", "node,counted");

        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(project.database().query("SELECT n FROM app.counted ORDER BY n"))
                .containsExactly("1", "2");
        assertThat(
                        project.database()
                                .query(
                                        "SELECT id, parent, mood, took, many[1], at AT TIME ZONE"
                                                + " 'UTC' FROM app.node ORDER BY id"))
                .containsExactly("1|2|sad|1 mon 2 days|a,b|2023-12-31 22:00:00", "2|1||||");
        assertThat(project.database().query("SELECT nextval('app.alone')")).containsExactly("42");
    }

    @Test
    void aPartitionedTableIsNamedByItsOwnName() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                """
                CREATE TABLE p (k int, v text) PARTITION BY LIST (k);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                CREATE TABLE p2 PARTITION OF p DEFAULT;
                INSERT INTO p VALUES (1, 'one'), (2, 'two');
                """);

        run.assertSquashed(LAST, "--data", "p");

        assertThat(commandLine.run("up").exit()).isZero();
        assertThat(project.database().query("SELECT v FROM p ORDER BY k"))
                .containsExactly("one", "two");
    }

    @Test
    void ownersAreInIt() {
        writeThree();
        project.write("20240103000000_c.sql", "ALTER TABLE a OWNER TO pg_monitor;\n");

        run.assertSquashed(LAST);

        assertThat(baseline()).contains("\nALTER TABLE public.a OWNER TO pg_monitor;\n");
        assertThat(commandLine.run("up").exit()).isZero();
        assertThat(
                        project.database()
                                .query("SELECT tableowner FROM pg_tables WHERE tablename = 'a'"))
                .containsExactly("pg_monitor");
    }

    @Test
    void whatHooksMakeBeforeIsNotInIt() {
        writeThree();
        project.write(
                "before_up.sql",
                "CREATE TABLE IF NOT EXISTS audit (at timestamptz DEFAULT now());\n");
        project.write("after_migration.sql", "INSERT INTO audit DEFAULT VALUES;\n");
        project.write(
                "after_up.sql", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO pg_monitor;\n");
        project.write("r_view.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;\n");
        run.assertRefused(
                "The migrations leave rows in public.audit (3 rows), which a new database", LAST);

        run.assertSquashed(LAST, "--without-data", "audit");

        assertThat(baseline()).doesNotContain("audit").doesNotContain("pg_monitor");
        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(project.database().query("SELECT count(*) FROM audit")).containsExactly("2");
    }

    @Test
    void refusesWhatNoBaselineHolds() {
        writeThree();
        String before = "ALTER TABLE a ADD c int;\n";
        project.write(
                "20240103000000_c.sql",
                before
                        + "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''8MB''',"
                        + " current_database()); END $$;\n");
        run.assertRefused(
                "The migrations make the setting work_mem of the database, which a baseline does"
                        + " not hold. Make it in before_up.sql or in a migration that stays, and"
                        + " squash then. Nothing was changed.",
                LAST);
        project.write(
                "20240103000000_c.sql",
                before
                        + "CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;\n"
                        + "CREATE OPERATOR FAMILY f USING btree;\n"
                        + "ALTER TABLE b DISABLE TRIGGER ALL;\n");
        run.assertRefused(
                "The migrations make the conversion public.c, the operator family public.f USING"
                        + " btree, the triggers of the constraint b_a_fkey on public.b in another"
                        + " state, which a baseline does not hold.",
                LAST);
        project.write(
                "20240103000000_c.sql",
                before
                        + "CREATE ROLE squashed_role_%s NOLOGIN;\n"
                                .formatted(ProcessHandle.current().pid()));
        run.assertRefused(
                "The migrations make the role squashed_role_%s, and roles belong to a server, not to a database"
                        .formatted(ProcessHandle.current().pid()),
                LAST);
    }

    @Test
    void refusesNamesOfNoTable() {
        writeThree();
        run.assertRefused(
                "The migrations leave rows in no table \"x\" (--data).", LAST, "--data", "x");
    }

    @Test
    void tellsOfRowsThatAreOthersEachTime() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                "CREATE TABLE secret (key uuid, name text);"
                        + " INSERT INTO secret VALUES (gen_random_uuid(), 'jwt');\n");

        Result result = run.squashed(LAST, "--data", "secret", "--dry-run", "--output", "json");

        assertThat(result.exit()).as(result.errors()).isZero();
        assertThat(result.output())
                .contains("\"dryRun\":true")
                .contains("{\"table\":\"public.secret\",\"rows\":1,\"place\":\"IN_BASELINE\"}")
                .contains("\"varying\":[{\"table\":\"public.secret\",\"columns\":[\"key\"]}]");
        assertThat(run.files()).hasSize(4);
    }

    @Test
    void aSecondSquashStandsForTheFirst() {
        writeThree();
        Result all = commandLine.run("up");
        assertThat(all.exit()).as(all.errors()).isZero();
        run.assertSquashed(LAST);
        project.write("20240104000000_d.sql", "CREATE TABLE d ();\n");
        project.write("20240105000000_e.sql", "CREATE TABLE e ();\n");
        assertThat(commandLine.run("up").exit()).isZero();

        run.assertSquashed("20240104000000");

        assertThat(run.files())
                .containsExactly("20240104000000_squashed.baseline.sql", "20240105000000_e.sql");
        assertThat(commandLine.run("status").output())
                .contains("20240104000000  baseline", "20240105000000  e", "2 applied, 0 pending.");
        assertThat(commandLine.run("drift").exit()).isZero();
        assertThat(project.history()).hasSize(5);
        project.database()
                .execute("DELETE FROM lifeguard_migrations WHERE version = 20240102000000");
        Result lags = commandLine.run("up");
        assertThat(lags.exit()).isEqualTo(3);
        assertThat(lags.errors())
                .contains(
                        "The database lacks 1 of the 4 migrations that were squashed into"
                                + " \"20240104000000_squashed.baseline.sql\": 20240102000000 b.");
    }

    @Test
    void deletesOnlyWhatGitHas() {
        writeThree();
        git("init", "-q");
        git("add", ".");
        git("commit", "-q", "-m", "all");
        project.write("20240102000000_b.down.sql", "DROP TABLE b CASCADE;\n");
        Result refused = commandLine.run("squash", LAST);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(
                        "1 of the 4 files that would be deleted is not committed to git as it is,"
                                + " so nothing could give it back: the first is \"");
        git("commit", "-q", "-a", "-m", "more");

        Result done = commandLine.run("squash", LAST);

        assertThat(done.exit()).as(done.errors()).isZero();
        assertThat(done.output()).contains("4 files deleted: git has them.");
        assertThat(run.files()).containsExactly(".git", BASELINE);
        assertThat(commandLine.run("up").exit()).isZero();
        git("add", ".");
        git("commit", "-q", "-m", "squash");
        git("revert", "--no-edit", "HEAD");
        assertThat(commandLine.run("validate").exit()).isZero();
        assertThat(commandLine.run("up").exit()).isZero();
        assertThat(project.history()).containsExactly("20240103000000|baseline|whole");
    }

    @Test
    void tellsWhyGitCannotBeAsked() {
        writeThree();

        Result refused = commandLine.run("squash", LAST);

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(
                        "git could not be asked which files of \"%s\" are committed: fatal: not a git repository"
                                .formatted(project.directory()))
                .contains(
                        "Name a directory that the files are moved to: --move-to DIR. Nothing was"
                                + " changed.");
        assertThat(run.files()).hasSize(4);
    }

    @Test
    void tellsWhereFilesBelongThatCouldNotBeMoved() throws IOException {
        writeThree();
        Path into = Files.createTempFile("moved", ".txt").resolve("below");

        Result failed = commandLine.run("squash", LAST, "--move-to", into.toString());

        assertThat(failed.exit()).isEqualTo(2);
        assertThat(failed.errors())
                .contains("The directory cannot be changed: ")
                .contains(
                        ". Where \"%s\" is there, the files that are left beside it do not run: move them to \"%s\"."
                                .formatted(project.directory().resolve(BASELINE), into));
    }

    private void git(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
        command.addAll(List.of("-C", project.directory().toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(git.waitFor()).as(said).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }

    @Test
    void refusesFilesThatAreEditedWhileItRuns() throws IOException {
        writeThree();
        Path edited = project.directory().resolve("20240101000000_a.sql");
        for (Path path : List.of(project.directory(), edited)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        project.write(
                "20240103000000_c.sql",
                "COPY (SELECT 'CREATE TABLE edited ();') TO '%s';\n".formatted(edited));
        run.assertRefused(
                "Files were changed while the baseline was proven: 20240101000000_a.sql. Run squash"
                        + " again. Nothing was changed.",
                LAST);
        assertThat(edited).hasContent("CREATE TABLE edited ();");
    }

    @Test
    void refusesToLoseRowsOfExtensions() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                "CREATE TABLE mine (id int); ALTER EXTENSION plpgsql ADD TABLE mine;"
                        + " INSERT INTO mine VALUES (1), (2);\n");
        run.assertRefused(
                "The migrations leave rows in a table of an extension, which the baseline does not"
                        + " leave: public.mine (2 rows after the migrations, 0 after the baseline)."
                        + " Put them there in a migration that stays, or name the table in"
                        + " --without-data. Nothing was changed.",
                LAST);

        run.assertSquashed(LAST, "--without-data", "mine");
    }

    @Test
    void materializedViewsAreFilledBehindTheRows() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                """
                CREATE TABLE p (k int) PARTITION BY LIST (k);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                INSERT INTO p VALUES (1);
                CREATE MATERIALIZED VIEW of_p AS SELECT count(*) AS n FROM p;
                CREATE UNIQUE INDEX ON of_p (n);
                CREATE MATERIALIZED VIEW empty AS SELECT count(*) FROM p WITH NO DATA;
                CREATE MATERIALIZED VIEW above AS SELECT n + 1 FROM of_p;
                """);

        run.assertSquashed(LAST, "--data", "p");

        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(project.database().query("SELECT * FROM of_p UNION ALL SELECT * FROM above"))
                .containsExactly("1", "2");
        assertThat(
                        project.database()
                                .query(
                                        "SELECT relname, relispopulated FROM pg_class WHERE relkind"
                                                + " = 'm' ORDER BY 1"))
                .containsExactly("above|t", "counted|t", "empty|f", "of_p|t");
    }

    @Test
    void rowsOfATableWithoutColumnsAreInIt() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                """
                CREATE TABLE bare ();
                INSERT INTO bare DEFAULT VALUES;
                INSERT INTO bare DEFAULT VALUES;
                CREATE TABLE computed (one int GENERATED ALWAYS AS (1) STORED);
                INSERT INTO computed DEFAULT VALUES;
                """);

        run.assertSquashed(LAST, "--data", "bare,computed");

        assertThat(baseline()).contains("\nCOPY public.bare FROM stdin;\n\n\n\\.\n");
        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(
                        project.database()
                                .query(
                                        "SELECT (SELECT count(*) FROM bare),"
                                                + " (SELECT sum(one) FROM computed)"))
                .containsExactly("2|1");
    }

    @Test
    void forcedPoliciesLetTheRowsIn() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                """
                CREATE SCHEMA forced;
                CREATE TABLE forced.f (id int);
                INSERT INTO forced.f VALUES (1);
                ALTER TABLE forced.f ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                """);

        run.assertSquashed(LAST, "--data", "f");

        assertThat(baseline())
                .contains(
                        """

                        ALTER TABLE ONLY forced.f NO FORCE ROW LEVEL SECURITY;

                        COPY forced.f (id) FROM stdin;
                        1
                        \\.

                        ALTER TABLE ONLY forced.f FORCE ROW LEVEL SECURITY;
                        """);
        project.database().execute("CREATE SCHEMA forced");
        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(
                        project.database()
                                .query(
                                        "SELECT relforcerowsecurity FROM pg_class WHERE oid ="
                                                + " 'forced.f'::regclass"))
                .containsExactly("t");
    }

    @Test
    void refusesRightsOnTheDatabase() {
        writeThree();
        project.write(
                "20240103000000_c.sql",
                "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO pg_monitor',"
                        + " current_database()); END $$;\n");
        run.assertRefused(
                "pg_monitor=C/postgres on the database, which a baseline does not hold. Make it in"
                    + " before_up.sql or in a migration that stays, and squash then. Nothing was"
                    + " changed.",
                LAST);
    }

    @Test
    void refusesOtherDatabasesAndLayouts() {
        project.write("V1__a.sql", "CREATE TABLE a ();\n");
        Result flyway = commandLine.run("squash", "1", "--layout", "flyway");
        assertThat(flyway.exit()).isEqualTo(2);
        assertThat(flyway.errors())
                .contains(
                        "squash works on files of this project's own layout. Write those first:"
                                + " lifeguard-migrate convert TOOL DIR.");
        Result sqlite =
                commandLine
                        .with("LIFEGUARD_DATABASE_URL", "sqlite:" + project.directory() + "/x.db")
                        .run("squash", LAST);
        assertThat(sqlite.exit()).isEqualTo(2);
        assertThat(sqlite.errors())
                .contains("squash works on PostgreSQL only, and the database is SQLite.");
    }
}
