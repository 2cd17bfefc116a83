package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.lint.Knowledge;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintFinding;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the size of a table says of findings, and what it does not. */
@OnPostgres({14, 18})
final class TableSizeLintTest {

    private final PostgresServer server;
    @TempDir private Path directory;

    TableSizeLintTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void theSizeOfATableIsThatOfAllThatInheritFromIt() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLE metrics (at timestamptz NOT NULL, value int)",
                    "CREATE TABLE chunk (CHECK (value > 0)) INHERITS (metrics)",
                    "CREATE TABLE chunk_of_chunk () INHERITS (chunk)",
                    "INSERT INTO chunk_of_chunk SELECT now(), 1 FROM generate_series(1, 1000)",
                    "CREATE TABLE parted (at date) PARTITION BY RANGE (at)",
                    "CREATE TABLE part PARTITION OF parted DEFAULT",
                    "INSERT INTO parted SELECT '2024-01-20' FROM generate_series(1, 1000)");

            assertThat(found("CREATE INDEX i ON metrics (at)", database, 0))
                    .containsExactly("error index-blocks-writes");
            assertThat(found("CREATE INDEX i ON parted (at)", database, 0))
                    .containsExactly("error index-blocks-writes");
        }
    }

    @Test
    void whoUsesATableDoesNotDependOnItsSize() throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLE settings (id int, value text)",
                    "INSERT INTO settings VALUES (1, 'a')",
                    "CREATE TABLE nobody (id int, value text)");

            for (String table : List.of("settings", "nobody")) {
                assertThat(
                                found(
                                        "ALTER TABLE " + table + " RENAME COLUMN value TO val",
                                        database,
                                        100_000))
                        .containsExactly("error rename-column");
                assertThat(found("ALTER TABLE " + table + " DROP COLUMN id", database, 100_000))
                        .containsExactly("error drop-column");
            }
            assertThat(found("ALTER TABLE settings ADD COLUMN a int NOT NULL", database, 100_000))
                    .containsExactly("error required-column-no-default");
            assertThat(found("ALTER TABLE nobody ADD COLUMN a int NOT NULL", database, 0))
                    .isEmpty();
        }
    }

    private List<String> found(String sql, TestDatabase database, long small)
            throws IOException, SQLException {
        Files.writeString(directory.resolve("20240120120000_m.sql"), sql);
        try (Connection connection = database.dataSource().getConnection()) {
            return Lint.of(new LintSettings(Map.of(), 14, small), connection)
                    .look(
                            MigrationCatalog.of(List.of(MigrationSource.directory(directory))),
                            new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                            it -> true)
                    .findings()
                    .stream()
                    .filter(it -> it.knowledge() == Knowledge.SCHEMA)
                    .map(TableSizeLintTest::line)
                    .toList();
        }
    }

    private static String line(LintFinding finding) {
        return finding.level().word() + " " + finding.rule().ruleName();
    }
}
