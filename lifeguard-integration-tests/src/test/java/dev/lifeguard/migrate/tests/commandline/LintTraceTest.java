package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.CommandHere;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint --trace}: what a run on a scratch database shows. */
@OnPostgres({14, 18})
final class LintTraceTest {

    private static final Pattern FOUND =
            Pattern.compile(
                    "\"rule\":\"([^\"]*)\",\"code\":\"[^\"]*\",\"level\":\"([^\"]*)\""
                            + ".*?\"knowledge\":\"([^\"]*)\"");

    @AutoClose private final Project project;
    @TempDir private Path drafts;

    LintTraceTest(PostgresServer server) {
        project = new Project(server);
    }

    @BeforeEach
    void writeTables() {
        project.write(
                "20240101000000_tables.sql",
                """
                CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80));
                CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, qty int, note text);
                """);
    }

    @AfterEach
    void leavesNothingOnTheServer() {
        assertThat(
                        project.database()
                                .query(
                                        "SELECT datname FROM pg_database WHERE datname LIKE"
                                                + " 'lifeguard_scratch_%'"))
                .isEmpty();
    }

    private CommandHere lint(String... arguments) {
        List<String> all = new ArrayList<>(List.of("lint", "--trace"));
        all.addAll(List.of(arguments));
        return new CommandHere(
                Map.of(
                        "LIFEGUARD_SCRATCH_URL",
                        project.database().url(),
                        "LIFEGUARD_MIGRATIONS_DIR",
                        project.directory().toString()),
                all);
    }

    /** Level, rule and knowledge of each finding in a draft behind the tables. */
    private List<String> found(String sql) {
        CommandHere run = lint(draft(sql), "--output", "json");
        List<String> found = new ArrayList<>();
        Matcher finding = FOUND.matcher(run.output());
        while (finding.find()) {
            found.add("%s %s %s".formatted(finding.group(2), finding.group(1), finding.group(3)));
        }
        assertThat(run.exit())
                .as(run.output() + run.errors())
                .isEqualTo(found.stream().anyMatch(it -> it.startsWith("error")) ? 10 : 0);
        return found;
    }

    private String draft(String sql) {
        try {
            return Files.writeString(drafts.resolve("draft.sql"), sql).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void tellsTheRealLocksOfAFinding() {
        CommandHere run =
                lint(
                        draft(
                                "ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id)"
                                        + " REFERENCES users (id);"),
                        "--output",
                        "json");

        assertThat(run.exit()).isEqualTo(10);
        assertThat(run.output())
                .contains("\"rule\":\"fk-validates-now\"")
                .contains(
                        "\"locks\":[{\"relation\":\"public.orders\",\"mode\":"
                                + "\"ShareRowExclusiveLock\",\"work\":\"scan\"},"
                                + "{\"relation\":\"public.users\",\"mode\":"
                                + "\"ShareRowExclusiveLock\",\"work\":\"scan\"}]")
                .contains("\"knowledge\":\"trace\"");
    }

    @Test
    void looksIntoBlocks() {
        assertThat(found("DO $$ BEGIN ALTER TABLE orders ALTER qty TYPE bigint; END $$;"))
                .containsExactly("error type-change-rewrites trace");
        assertThat(found("DO $$ BEGIN EXECUTE 'CREATE INDEX i ON ' || 'orders (qty)'; END $$;"))
                .containsExactly("error index-blocks-writes trace");
        assertThat(found("DO $$ BEGIN ALTER TABLE orders ALTER note SET NOT NULL; END $$;"))
                .containsExactly("error set-not-null-scan trace");
        assertThat(
                        found(
                                "DO $$ BEGIN ALTER TABLE orders ADD CONSTRAINT c CHECK (qty > 0);"
                                        + " END $$;"))
                .containsExactly("error check-validates-now trace");
        assertThat(
                        found(
                                "DO $$ BEGIN ALTER TABLE orders ADD FOREIGN KEY (user_id)"
                                        + " REFERENCES users (id); END $$;"))
                .containsExactly("error fk-validates-now trace");
        assertThat(found("DO $$ BEGIN ALTER TABLE orders DROP COLUMN note; END $$;"))
                .containsExactly("error drop-column trace");
        assertThat(
                        found(
                                "DO $$ BEGIN ALTER TABLE orders ADD COLUMN u uuid DEFAULT"
                                        + " gen_random_uuid(); DROP TABLE users; END $$;"))
                .containsExactlyInAnyOrder(
                        "error volatile-default trace", "error drop-table trace");
        assertThat(found("DO $$ BEGIN ALTER TABLE users RENAME email TO mail; END $$;"))
                .containsExactly("error rename-column trace");
        assertThat(found("DO $$ BEGIN TRUNCATE users; END $$;"))
                .containsExactly("warning truncate trace");
    }

    @Test
    void looksIntoFunctions() {
        String function =
                "CREATE FUNCTION change() RETURNS void LANGUAGE plpgsql AS 'BEGIN ALTER TABLE"
                        + " orders ADD UNIQUE (user_id); END';\n";
        assertThat(found(function + "SELECT change();"))
                .containsExactly("error unique-builds-index trace");
        assertThat(
                        found(
                                function.replace("FUNCTION", "PROCEDURE")
                                                .replace("RETURNS void ", "")
                                        + "CALL change();"))
                .containsExactly("error unique-builds-index trace");
        assertThat(
                        found(
                                "PREPARE p AS SELECT count(*) FROM orders; ALTER TABLE orders ADD"
                                        + " COLUMN a int; EXECUTE p;"))
                .contains("error work-after-strong-lock trace");
    }

    @Test
    void whatItLooksIntoIsNotOpaqueAnyMore() {
        assertThat(
                        found(
                                "DO $$ BEGIN PERFORM 1; IF NOT EXISTS (SELECT FROM pg_type WHERE"
                                        + " typname = 'mood') THEN CREATE TYPE mood AS ENUM"
                                        + " ('fine'); END IF; END $$;"))
                .isEmpty();
        assertThat(
                        found(
                                "DO $$ BEGIN PERFORM 1; ALTER TABLE orders ADD COLUMN a int; END"
                                        + " $$;"))
                .containsExactly("info opaque-code trace");
        assertThat(found("DO $$ BEGIN ALTER TABLE orders ADD COLUMN a int; END $$;")).isEmpty();
        assertThat(
                        found(
                                "DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM users LOOP"
                                        + " EXECUTE 'DROP TABLE t_' || r.id; END LOOP; END $$;"))
                .containsExactly("info opaque-code trace");
        assertThat(
                        found(
                                "-- lifeguard:allow opaque-code makes a type\n"
                                        + "DO $$ BEGIN PERFORM 1; CREATE TYPE mood AS ENUM"
                                        + " ('fine'); END $$;"))
                .isEmpty();
    }

    @Test
    void aSuppressionHoldsForWhatIsFoundInside() {
        assertThat(
                        found(
                                "-- lifeguard:allow drop-column nobody reads it\n"
                                        + "DO $$ BEGIN ALTER TABLE orders DROP COLUMN note; END"
                                        + " $$;"))
                .isEmpty();
    }

    @Test
    void aTypeThatWritesNothingIsNoRewrite() {
        project.write("20240102000000_type.sql", "CREATE DOMAIN mail AS varchar(80);");

        assertThat(found("ALTER TABLE users ALTER email TYPE mail;"))
                .noneMatch(it -> it.contains("type-change-rewrites"));
    }

    @Test
    void whatTheRunMakesIsNew() {
        project.write("20240102000000_new.sql", "CREATE TABLE fresh (id bigint, n int);");
        project.write("20240103000000_use.sql", "DO $$ BEGIN CREATE INDEX i ON fresh (n); END $$;");

        CommandHere all = lint();

        assertThat(all.exit()).isZero();
        assertThat(all.output()).startsWith("Nothing found in 4 statements of 3 migrations.");
        assertThat(lint("--since", "20240102000000").output()).contains("index-blocks-writes");
    }

    @Test
    void tellsWhatDoesNotRun() {
        CommandHere run =
                lint(
                        draft("CREATE INDEX i ON orders (qty);\nALTER TABLE nowhere ADD a int;\n"),
                        "--output",
                        "json");

        assertThat(run.exit()).isEqualTo(10);
        assertThat(run.output())
                .contains("\"rule\":\"index-blocks-writes\"")
                .contains("\"rule\":\"opaque-code\"")
                .contains("This does not run on the scratch database")
                .contains("relation \\\"nowhere\\\" does not exist (SQLState 42P01)");
        assertThat(run.errors()).contains("Warning: The trace is not whole. ");
    }

    @Test
    void refusesAScratchServerOfAnotherDatabase() {
        CommandHere run = lint("--scratch-url", "sqlite:x.db");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errors()).contains("The scratch URL is one of SQLite");
    }

    @Test
    void runsWithBlocksOfItsOwn() {
        assertThat(
                        found(
                                "-- lifeguard:no-transaction\n"
                                    + "BEGIN;\n"
                                    + "CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1 AS a;\n"
                                    + "DO $$ BEGIN PERFORM a FROM t; ALTER TABLE orders ALTER qty"
                                    + " TYPE bigint; END $$;\n"
                                    + "COMMIT;\n"))
                .contains("error type-change-rewrites trace");
    }
}
