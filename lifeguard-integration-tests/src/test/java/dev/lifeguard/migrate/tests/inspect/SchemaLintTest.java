package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.lint.Knowledge;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLock;
import dev.lifeguard.migrate.lint.LintSettings;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lint with a database knows what is there. */
@OnPostgres({14, 18})
final class SchemaLintTest {

    private final PostgresServer server;
    @TempDir private Path directory;

    SchemaLintTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void knowsSizesTypesConstraintsAndFunctions() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLE users (id bigint PRIMARY KEY, code varchar(10), price"
                            + " numeric(10,2), at timestamp(3), checked text CONSTRAINT there CHECK"
                            + " (checked IS NOT NULL), hoped text)",
                    "ALTER TABLE users ADD CONSTRAINT hope CHECK (hoped IS NOT NULL) NOT VALID",
                    "INSERT INTO users SELECT g, 'a', 1, now(), 'b', 'c' FROM generate_series(1,"
                            + " 1000) g",
                    "CREATE INDEX users_code ON users (code) WHERE code <> ''",
                    "CREATE TABLE nobody (id bigint PRIMARY KEY)",
                    "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT o_user"
                            + " REFERENCES users)",
                    "INSERT INTO orders VALUES (1, 1)",
                    "CREATE FUNCTION steady() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'",
                    "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW;"
                            + " END'",
                    "CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION"
                            + " note()");

            assertThat(found("CREATE INDEX i ON nobody (id)", database, 0)).isEmpty();
            assertThat(found("CREATE INDEX i ON users (code)", database, 0))
                    .containsExactly("error index-blocks-writes");
            assertThat(found("CREATE INDEX i ON users (code)", database, 100_000_000))
                    .containsExactly("info index-blocks-writes");
            assertThat(found("ALTER TABLE users ALTER code TYPE varchar(20)", database, 0))
                    .isEmpty();
            assertThat(found("ALTER TABLE users ALTER price TYPE numeric(12,2)", database, 0))
                    .isEmpty();
            assertThat(found("ALTER TABLE users ALTER price TYPE numeric(12,3)", database, 0))
                    .containsExactly("error type-change-rewrites");
            assertThat(found("ALTER TABLE users ALTER at TYPE timestamp", database, 0))
                    .containsExactly("info naive-timestamp");
            assertThat(found("ALTER TABLE users ALTER checked SET NOT NULL", database, 0))
                    .isEmpty();
            assertThat(found("ALTER TABLE users ALTER hoped SET NOT NULL", database, 0))
                    .containsExactly("error set-not-null-scan");
            assertThat(found("ALTER TABLE orders DROP COLUMN user_id", database, 0))
                    .containsExactly("error drop-fk-locks-both");
            assertThat(found("ALTER TABLE users ADD COLUMN a int DEFAULT steady()", database, 0))
                    .isEmpty();
            assertThat(found("DROP FUNCTION note()", database, 0))
                    .containsExactly("warning drop-trigger-function");
            assertThat(found("DROP INDEX users_code", database, 0))
                    .containsExactly("warning drop-index-blocks");
        }
    }

    @Test
    void knowsDomainsAndEnums() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE SCHEMA app",
                    "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                    "CREATE DOMAIN price AS positive",
                    "CREATE DOMAIN app.present AS text NOT NULL",
                    "CREATE DOMAIN code AS text",
                    "CREATE DOMAIN nobodys AS text",
                    "CREATE TYPE state AS ENUM ('new')",
                    "CREATE TABLE orders (id bigint PRIMARY KEY, code code, state state)",
                    "INSERT INTO orders SELECT g, 'a', 'new' FROM generate_series(1, 1000) g",
                    "CREATE TABLE nobody (id bigint PRIMARY KEY)");

            String add = "ALTER TABLE %s ADD COLUMN a %s";
            for (String domain : List.of("positive", "price", "app.present")) {
                assertThat(found(add.formatted("orders", domain), database, 0))
                        .as(domain)
                        .containsExactly("warning constrained-domain");
                assertThat(found(add.formatted("nobody", domain), database, 0)).isEmpty();
            }
            for (String type : List.of("code", "present", "positive[]", "text")) {
                assertThat(found(add.formatted("orders", type), database, 0)).as(type).isEmpty();
            }
            String check = "ALTER DOMAIN %s ADD CONSTRAINT c CHECK (VALUE <> '')";
            assertThat(found(check.formatted("code"), database, 0))
                    .containsExactly("warning constrained-domain");
            assertThat(found(check.formatted("code"), database, 100_000_000))
                    .containsExactly("info constrained-domain");
            assertThat(found(check.formatted("nobodys"), database, 0)).isEmpty();
            String value = "ALTER TYPE state ADD VALUE IF NOT EXISTS '%s' AFTER 'new'; %s";
            String use = "SELECT 1 FROM orders WHERE state = '%s' LIMIT 1";
            assertThat(found(value.formatted("new", use.formatted("new")), database, 0)).isEmpty();
            assertThat(found(value.formatted("old", use.formatted("old")), database, 0))
                    .containsExactly("error enum-value-used-in-same-tx");
        }
    }

    @Test
    void looksForTablesInTheSearchPath() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            String rows = "INSERT INTO %s SELECT g FROM generate_series(1, 1000) g";
            database.execute(
                    "CREATE SCHEMA app",
                    "CREATE TABLE orders (id bigint)",
                    "CREATE TABLE app.orders (id bigint)",
                    rows.formatted("app.orders"),
                    "CREATE TABLE items (id bigint)",
                    rows.formatted("items"),
                    "CREATE INDEX items_id ON items (id)",
                    "CREATE DOMAIN app.positive AS int CHECK (VALUE > 0)");
            Lint lint = Lint.of(new LintSettings(Map.of(), 14, 0), database.dataSource());

            String index = "CREATE INDEX i ON orders (id)";
            assertThat(locked(index, lint)).isEmpty();
            assertThat(locked(index, lint.beginningIn("app")))
                    .containsExactly("index-blocks-writes[app.orders]");
            assertThat(locked("SET search_path = app, public; " + index, lint))
                    .containsExactly("index-blocks-writes[app.orders]");
            assertThat(locked("CREATE INDEX i ON items (id)", lint.beginningIn("app")))
                    .containsExactly("index-blocks-writes[public.items]");
            assertThat(
                            locked(
                                    "ALTER TABLE items RENAME TO things; CREATE INDEX i ON things"
                                            + " (id); DROP INDEX items_id",
                                    lint.beginningIn("app")))
                    .containsExactly(
                            "rename-table[public.items]",
                            "index-blocks-writes[public.things]",
                            "drop-index-blocks[public.things]");
            assertThat(locked("ALTER TABLE orders ADD COLUMN a positive", lint.beginningIn("app")))
                    .containsExactly("constrained-domain[app.orders]");
            assertThat(
                            locked(
                                    "CREATE TABLE items (id bigint); CREATE INDEX i ON items (id)",
                                    lint.beginningIn("app")))
                    .isEmpty();
            assertThat(locked("CREATE INDEX i ON items (id)", lint.beginningIn("missing")))
                    .containsExactly("index-blocks-writes[public.items]");
        }
    }

    private List<LintFinding> look(Lint lint) {
        return lint.look(
                        MigrationCatalog.of(List.of(MigrationSource.directory(directory))),
                        new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                        it -> true)
                .findings();
    }

    private List<String> locked(String sql, Lint lint) throws IOException {
        Files.writeString(directory.resolve("20240120120000_m.sql"), sql);
        return look(lint).stream()
                .map(
                        it ->
                                it.rule().ruleName()
                                        + it.locks().stream().map(LintLock::relation).toList())
                .toList();
    }

    private List<String> found(String sql, TestDatabase database, long small) throws IOException {
        Files.writeString(directory.resolve("20240120120000_m.sql"), sql);
        return look(Lint.of(new LintSettings(Map.of(), 14, small), database.dataSource())).stream()
                .filter(it -> it.knowledge() == Knowledge.SCHEMA)
                .map(SchemaLintTest::line)
                .toList();
    }

    private static String line(LintFinding finding) {
        return finding.level().word() + " " + finding.rule().ruleName();
    }
}
