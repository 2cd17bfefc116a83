package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapshot}, {@code drift} and {@code verify} on databases of SQLite and H2. */
final class OtherSchemasTest {

    private static final String ONE =
            """
            -- Up migration
            CREATE TABLE users (id integer PRIMARY KEY, kind text CHECK (kind IN ('a', 'b')));
            CREATE TABLE notes (id integer PRIMARY KEY, user_id int NOT NULL REFERENCES users (id));
            CREATE VIEW kinds AS SELECT kind FROM users;
            -- Down migration
            DROP VIEW kinds;
            DROP TABLE notes;
            DROP TABLE users;
            """;

    private static final String USERS =
            """
            CREATE TABLE users (
                id INTEGER PRIMARY KEY,
                kind TEXT CHECK (kind IN ('a', 'b'))
            );
            """;

    @TempDir private Path directory;

    private CommandLine commandLine;

    @BeforeEach
    void migrations() {
        write("20240101000000_one.sql", ONE);
        commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", directory.resolve("m").toString())
                        .inThisProcess();
    }

    private String url() {
        return "sqlite:" + directory.resolve("app.db");
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(directory.resolve("m"));
            Files.writeString(directory.resolve("m").resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Result ended(int exit, String... words) {
        Result result = commandLine.run(words);
        assertThat(result.exit()).as(result.output() + result.errors()).isEqualTo(exit);
        return result;
    }

    @Test
    void snapshotWritesFilesAndComparesThem() throws IOException, SQLException {
        Path file = directory.resolve("schema.sql");
        Path many = directory.resolve("schema");
        ended(0, "up", "--snapshot-file", file.toString());
        assertThat(file).content().contains(USERS).doesNotContain("lifeguard_");

        ended(0, "snapshot", "--file", file.toString(), "--check");
        ended(0, "snapshot", "--directory", many.toString());
        assertThat(many.resolve("table/users.sql")).content().endsWith("\n\n" + USERS);
        assertThat(ended(0, "snapshot").output()).isEqualTo(Files.readString(file));

        execute("CREATE INDEX users_kind ON users (kind)");
        ended(10, "snapshot", "--file", file.toString(), "--check");
        assertThat(ended(10, "snapshot", "--directory", many.toString(), "--check").output())
                .contains("table/users.sql");
    }

    @Test
    void driftNamesWhatWasChangedByHand() throws SQLException {
        ended(0, "up");
        assertThat(ended(0, "drift").output())
                .contains("No drift: the database is what its migrations make.");

        execute("CREATE INDEX users_kind ON users (kind)");
        execute("ALTER TABLE notes ADD COLUMN text text");
        assertThat(ended(10, "drift").output())
                .contains("Extra    index users_kind")
                .contains("+ CREATE INDEX users_kind ON users (kind);")
                .contains("Extra    column notes.text");
        assertThat(ended(10, "drift", "--output", "json").output())
                .contains("\"objectType\":\"COLUMN\",\"object\":\"notes.text\"");
    }

    @Test
    void verifyFindsAWayDownThatDoesNotRestore() {
        write(
                "20240102000000_two.sql",
                """
                -- Up migration
                ALTER TABLE users ADD COLUMN age int;
                CREATE INDEX users_age ON users (age);
                -- Down migration
                DROP INDEX users_age;
                """);

        Result result = ended(10, "verify", "--all");

        assertThat(result.output())
                .contains("ok       20240101000000 one: its way down restores the schema")
                .contains("differs  20240102000000 two: its way down does not restore the schema")
                .contains("Extra    column users.age")
                .endsWith(
                        """
                        duplicate column name: age).

                        2 migrations verified: 1 differs.
                        """);
    }

    @Test
    void verifySaysWhichTableTookNoRows() {
        write(
                "20240102000000_orders.sql",
                """
                -- Up migration
                CREATE TABLE orders (id int);
                CREATE TRIGGER none BEFORE INSERT ON orders BEGIN SELECT raise(ABORT, 'none'); END;
                -- Down migration
                DROP TABLE orders;
                """);
        write(
                "20240103000000_note.sql",
                """
                -- Up migration
                ALTER TABLE orders ADD COLUMN note text;
                -- Down migration
                ALTER TABLE orders DROP COLUMN note;
                """);

        assertThat(ended(0, "verify", "--all").output())
                .contains("  Not tried with rows in orders, which takes no made-up row: ");
    }

    @Test
    void verifyRunsOnRows() {
        write(
                "20240102000000_required.sql",
                """
                -- Up migration
                ALTER TABLE notes ADD COLUMN text text NOT NULL;
                -- Down migration
                ALTER TABLE notes DROP COLUMN text;
                """);
        write(
                "20240103000000_unique.sql",
                """
                -- Up migration
                CREATE TABLE copies (id int NOT NULL, kind text);
                INSERT INTO copies SELECT id, kind FROM users;
                CREATE UNIQUE INDEX same ON users (kind IN ('a', 'b'));
                -- Down migration
                DROP INDEX same;
                DROP TABLE copies;
                """);
        String output = ended(10, "verify", "20240102000000").output();
        assertThat(output)
                .contains("differs  20240102000000 required")
                .contains("up fails on rows")
                .contains("Cannot add a NOT NULL column with default value NULL")
                .doesNotContain("Nothing was changed", "Fix the file", "run up again");
        write("20240102000000_required.sql", "ALTER TABLE notes ADD COLUMN text text;\n");
        output = ended(0, "verify", "--all").output();
        assertThat(output)
                .contains("ok       20240103000000 unique")
                .contains("on made-up rows, which other rows need not: ")
                .contains("UNIQUE constraint failed: index 'same'");
    }

    @Test
    void ofH2AreTheSame() throws SQLException {
        CommandLine h2 =
                commandLine.with("LIFEGUARD_DATABASE_URL", "jdbc:h2:" + directory.resolve("h2"));
        write(
                "20240102000000_two.sql",
                """
                -- Up migration
                ALTER TABLE users ADD COLUMN age int NOT NULL;
                CREATE INDEX users_age ON users (age);
                -- Down migration
                DROP INDEX users_age;
                """);
        Path file = directory.resolve("h2.sql");
        assertThat(h2.run("up", "--snapshot-file", file.toString()).exit()).isZero();
        assertThat(file)
                .content()
                .contains("CREATE TABLE \"PUBLIC\".\"NOTES\" (")
                .doesNotContainIgnoringCase("lifeguard_");
        assertThat(h2.run("snapshot", "--file", file.toString(), "--check").exit()).isZero();
        assertThat(h2.run("drift").output()).contains("No drift");

        Result verified = h2.run("verify", "--all");
        assertThat(verified.exit()).as(verified.errors()).isEqualTo(10);
        assertThat(verified.output())
                .contains("ok       20240101000000 one: its way down restores the schema")
                .contains("differs  20240102000000 two: its way down does not restore the schema")
                .contains("Extra    column PUBLIC.USERS.AGE")
                .contains("Its way up fails where tables have rows: ")
                .contains("NULL not allowed for column \"AGE\"")
                .doesNotContain("Nothing was changed", "Fix the file", "run up again");

        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:" + directory.resolve("h2"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP VIEW kinds");
            statement.execute("ALTER TABLE notes ADD COLUMN text varchar(9)");
        }
        Result drift = h2.run("drift");
        assertThat(drift.exit()).isEqualTo(10);
        assertThat(drift.output())
                .contains("Extra    column PUBLIC.NOTES.TEXT")
                .contains("Missing  view PUBLIC.KINDS");
    }

    @Test
    void whatKnowsPostgresqlOnlySaysSo() {
        ended(0, "up");

        assertThat(ended(2, "compat").errors())
                .contains("compat works on PostgreSQL only, and the database is SQLite.");
        assertThat(ended(2, "squash", "20240101000000").errors())
                .contains("squash works on PostgreSQL only, and the database is SQLite.");
    }

    /** What a script means depends on them: a scratch database has those of the URL. */
    @Test
    void takesOverTheSettingsOfH2() throws IOException {
        write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE users (id serial PRIMARY KEY, "Name" text, value int);
                -- Down migration
                DROP TABLE users;
                """);
        CommandLine h2 =
                commandLine.with(
                        "LIFEGUARD_DATABASE_URL",
                        "jdbc:h2:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;NON_KEYWORDS=VALUE;INIT=CREATE SCHEMA IF NOT EXISTS app\\;SET SCHEMA app"
                                .formatted(directory.resolve("h2")));

        assertThat(h2.run("up").exit()).isZero();
        assertThat(h2.run("snapshot").output()).contains("CREATE TABLE \"app\".\"users\" (");
        assertThat(h2.run("drift").output())
                .isEqualTo("No drift: the database is what its migrations make.\n");
        assertThat(h2.run("verify", "--all").output())
                .isEqualTo(
                        """
                        ok       20240101000000 one: its way down restores the schema, up again makes the same

                        1 migration verified: none differs.
                        """);
    }
}
