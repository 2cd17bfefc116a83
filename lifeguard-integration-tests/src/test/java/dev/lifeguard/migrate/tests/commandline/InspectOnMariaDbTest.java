package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapshot}, {@code drift} and {@code verify} on MariaDB. */
final class InspectOnMariaDbTest {

    private static final String TABLE =
            """
            CREATE TABLE `users` (
              `id` bigint(20) NOT NULL,
              `name` varchar(100) DEFAULT NULL,
              PRIMARY KEY (`id`)
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
            """;

    private static final String TEXT =
            """
            -- The schema of a database of MariaDB, as lifeguard-migrate snapshot writes it.

            SET NAMES utf8mb4;
            SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
            SET time_zone = '+00:00';
            SET foreign_key_checks = OFF;

            ALTER DATABASE CHARACTER SET = utf8mb4 COLLATE = utf8mb4_general_ci;

            """
                    + TABLE;

    @AutoClose
    private final ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running());

    @TempDir private Path directory;
    private CommandLine commandLine;

    @BeforeEach
    void writeTheFirst() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        database.execute("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", database.url())
                        .with("LIFEGUARD_SCRATCH_URL", database.url())
                        .with(
                                "LIFEGUARD_MIGRATIONS_DIR",
                                directory.resolve("migrations").toString())
                        .inThisProcess();
        write(
                "20240101000000_users",
                "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100));",
                "DROP TABLE users;");
    }

    private void write(String name, String up, String down) throws IOException {
        Files.writeString(
                directory.resolve("migrations").resolve(name + ".sql"),
                "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void writesTheSchemaAfterARunAndComparesIt() throws IOException {
        String file = file("schema.sql");

        Result up = commandLine.run("up", "--snapshot-file", file);

        assertThat(up.exit()).as(up.errors()).isZero();
        assertThat(directory.resolve("schema.sql")).hasContent(TEXT);
        assertThat(commandLine.run("snapshot").output()).isEqualTo(TEXT);
        assertThat(commandLine.run("snapshot", "--file", file, "--check").exit()).isZero();

        database.execute("ALTER TABLE users ADD note text");
        Result stale = commandLine.run("snapshot", "--file", file, "--check");
        assertThat(stale.exit()).isEqualTo(10);
        assertThat(stale.output() + stale.errors()).contains("table users");
    }

    @Test
    void writesOneFileAnObject() throws IOException {
        commandLine.run("up");
        database.execute(
                "SET sql_mode = @@global.sql_mode",
                "CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW SET NEW.name ="
                        + " trim(NEW.name)",
                "CREATE VIEW names AS SELECT name FROM users");

        assertThat(commandLine.run("snapshot", "--directory", file("schema")).exit()).isZero();

        assertThat(directory.resolve("schema/table/users.sql"))
                .hasContent(
                        "-- Written by lifeguard-migrate snapshot.\n\n"
                                + TABLE
                                + "\n"
                                + "CREATE TRIGGER `tidy` BEFORE INSERT ON `users` FOR EACH ROW SET"
                                + " NEW.name = trim(NEW.name);\n");
        assertThat(directory.resolve("schema/view/names.sql")).exists();
        assertThat(directory.resolve("schema/schema/database.sql")).exists();
    }

    /** The text is a migration, too: this tool's reader takes it. */
    @Test
    void isReadAsAMigration() throws IOException {
        commandLine.run("up");
        database.execute(
                "SET sql_mode = 'ANSI_QUOTES'",
                "CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW"
                        + " BEGIN SET NEW.name = trim(NEW.name); END");
        String text = commandLine.run("snapshot").output();
        try (ContractDatabase other = ContractDatabase.mariaDb(MariaDbServer.running())) {
            write("20240101000000_users", text, "DROP TABLE users;");
            CommandLine there = commandLine.with("LIFEGUARD_DATABASE_URL", other.url());

            Result up = there.run("up");

            assertThat(up.exit()).as(up.errors()).isZero();
            assertThat(there.run("snapshot").output()).isEqualTo(text);
        }
    }

    @Test
    void findsWhatWasChangedByHand() throws IOException {
        write(
                "20240102000000_more",
                "CREATE EVENT hourly ON SCHEDULE EVERY 1 HOUR DO SET @a = 1;"
                        + " CREATE VIEW names AS SELECT name FROM users;",
                "DROP EVENT hourly; DROP VIEW names;");
        database.execute("ALTER DATABASE COLLATE utf8mb4_unicode_ci");
        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();

        Result same = commandLine.run("drift");
        assertThat(same.output())
                .as(same.errors())
                .isEqualTo("No drift: the database is what its migrations make.\n");
        assertThat(same.exit()).isZero();

        database.execute("ALTER TABLE users ADD KEY by_name (name)");
        Result drift = commandLine.run("drift", "--output", "json");
        assertThat(drift.exit()).as(drift.errors()).isEqualTo(10);
        assertThat(drift.output())
                .contains(
                        "\"differences\":[{\"kind\":\"EXTRA\",\"objectType\":\"INDEX\","
                                + "\"object\":\"users.by_name\",\"expected\":null,"
                                + "\"actual\":\"KEY `by_name` (`name`)\"}]");
        assertThat(database.query("SHOW DATABASES"))
                .noneMatch(name -> name.startsWith("lifeguard_scratch_"));
    }

    @Test
    void needsAServerForScratchDatabases() {
        Result refused =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", database.url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", file("migrations"))
                        .inThisProcess()
                        .run("drift");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(
                        "For MariaDB and MySQL there is no server of this program's own. Name one"
                            + " on which databases may be made and dropped, with --scratch-url.");
    }

    @Test
    void verifiesWaysDownWithRows() throws IOException {
        write(
                "20240102000000_orders",
                "CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, user bigint NOT NULL,"
                    + " state enum('a','b') NOT NULL, kind varchar(3) CHECK (kind IN ('x', 'y')),"
                    + " data json, place point NOT NULL, day date NOT NULL, FOREIGN KEY (user)"
                    + " REFERENCES users (id)); CREATE TRIGGER added AFTER INSERT ON orders FOR"
                    + " EACH ROW UPDATE users SET name = 'x' WHERE id = NEW.user;",
                "DROP TABLE orders;");
        write(
                "20240103000000_note",
                "ALTER TABLE orders ADD note text, ADD KEY by_day (day);",
                "ALTER TABLE orders DROP note;");
        write(
                "20240104000000_code",
                "ALTER TABLE users ADD code varchar(5) NOT NULL;"
                        + " INSERT INTO users (id, code) SELECT 100 + id, NULL FROM users;",
                "ALTER TABLE users DROP code;");

        Result verified = commandLine.run("verify");

        assertThat(verified.output())
                .as(verified.errors())
                .isEqualTo(
                        """
                        ok       20240101000000 users: its way down restores the schema, up again makes the same
                        ok       20240102000000 orders: its way down restores the schema, up again makes the same
                        differs  20240103000000 note: its way down does not restore the schema, up again fails
                          After its way down (right) the schema is not the one before the migration (left):
                            Extra    index orders.by_day
                              + KEY `by_day` (`day`)

                          Its second way up fails: Migration 20240103000000 note failed at 20240103000000_note.sql:2:1: Duplicate key name 'by_day' (SQLState 42000).
                          Not tried with rows in orders, which takes no made-up row: Can't update table 'users' in stored function/trigger because it is already used by statement which invoked this stored function/trigger
                        differs  20240104000000 code: its way down restores the schema, up fails on rows
                          Its way up fails where tables have rows: Migration 20240104000000 code failed at 20240104000000_code.sql:2:49: Column 'code' cannot be null (SQLState 23000).

                        4 migrations verified: 2 differ.
                        """);
        assertThat(verified.exit()).isEqualTo(10);
    }

    @Test
    void saysWhichTableTookNoRows() throws IOException {
        write(
                "20240102000000_orders",
                "CREATE TABLE orders (id int PRIMARY KEY); CREATE TRIGGER none BEFORE INSERT ON"
                        + " orders FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'none';",
                "DROP TABLE orders;");
        write(
                "20240103000000_note",
                "ALTER TABLE orders ADD note int NOT NULL;",
                "ALTER TABLE orders DROP note;");

        Result verified = commandLine.run("verify");

        assertThat(verified.output())
                .as(verified.errors())
                .contains(
                        """
                        ok       20240103000000 note: its way down restores the schema, up again makes the same
                          Not tried with rows in orders, which takes no made-up row: none
                        """);
    }

    /** What MariaDB takes for the next number where the session says nothing else. */
    @Test
    void verifiesWithRowsWhoseNumberIsZero() throws IOException {
        write(
                "20240102000000_kinds",
                "CREATE TABLE kinds (id int AUTO_INCREMENT PRIMARY KEY); SET sql_mode ="
                        + " 'NO_AUTO_VALUE_ON_ZERO'; INSERT INTO kinds VALUES (0), (1);",
                "DROP TABLE kinds;");
        write(
                "20240103000000_zero",
                "ALTER TABLE kinds ADD name text;",
                "ALTER TABLE kinds DROP name;");

        Result verified = commandLine.run("verify");

        assertThat(verified.output())
                .as(verified.errors())
                .contains("3 migrations verified: none differs.");
    }

    @Test
    void comparesADatabaseWithACommentAndIgnoresANameInBackticks() throws IOException {
        database.execute("ALTER DATABASE COMMENT 'it''s \\\\ ours'");
        commandLine.run("up");
        database.execute("CREATE TABLE `audit-log` (id int)");
        Files.writeString(directory.resolve("drift.toml"), "[drift]\nignore = [\"audit-log*\"]\n");

        Result drift = commandLine.run("drift", "--config", file("drift.toml"));

        assertThat(drift.exit()).as(drift.output() + drift.errors()).isZero();
    }

    @Test
    void refusesMigrationsThatWouldChangeADatabaseOfTheScratchServer() throws IOException {
        String name = database.query("SELECT database()").getFirst();
        commandLine.run("up");
        write("20240102000000_named", "INSERT INTO %s.users VALUES (1, 'x');".formatted(name), "");
        String refused =
                "20240102000000_named.sql:2:1: INSERT names the database %s,".formatted(name)
                        + FOR_GOOD;

        Result verify = commandLine.run("verify");

        assertThat(verify.exit()).isEqualTo(2);
        assertThat(verify.errors()).contains(refused);
        assertThat(database.query("SELECT * FROM users")).isEmpty();

        commandLine.run("up");
        Result drift = commandLine.run("drift");
        assertThat(drift.exit()).isEqualTo(2);
        assertThat(drift.errors()).contains(refused);
        assertThat(database.query("SELECT * FROM users")).hasSize(1);
    }

    @Test
    void dropsUsersThatMigrationsMakeOnTheScratchServer() throws IOException {
        String user = "u_" + database.query("SELECT database()").getFirst();
        write(
                "20240102000000_user",
                "CREATE USER '%1$s'@'localhost'; GRANT SELECT ON users TO '%1$s'@'localhost';"
                        .formatted(user),
                "DROP USER '%s'@'localhost';".formatted(user));

        Result verified = commandLine.run("verify");

        assertThat(verified.output()).as(verified.errors()).contains("none differs");
        assertThat(database.query("SELECT user FROM mysql.user")).doesNotContain(user);
    }

    private static final String FOR_GOOD =
            " which is not the scratch database, so it would happen to what is there for good. It"
                    + " was not run. Name no database in the file, since the URL says which one it"
                    + " is; for an applied migration repair --accept-checksum takes the edit.";

    /** The first migration of many is a dump that names the database. */
    @Test
    void runsNothingOutsideOfTheScratchDatabase() throws IOException {
        String live = database.query("SELECT database()").getFirst();
        write(
                "20240101000000_users",
                "CREATE DATABASE IF NOT EXISTS %1$s; USE %1$s; DROP TABLE IF EXISTS users;"
                                .formatted(live)
                        + " CREATE TABLE users (id bigint PRIMARY KEY);",
                "DROP TABLE users;");
        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        database.execute("INSERT INTO users VALUES (1)");

        for (String[] command : new String[][] {{"drift"}, {"verify", "--all"}}) {
            Result refused = commandLine.run(command);

            assertThat(refused.exit()).as(refused.output()).isEqualTo(2);
            assertThat(refused.errors())
                    .contains(
                            "20240101000000_users.sql:2:1: CREATE DATABASE is about a database"
                                    + FOR_GOOD);
            assertThat(database.query("SELECT id FROM users")).containsExactly("1");
        }
    }

    @Test
    void takesNoQualifiedNameOutsideOfTheScratchDatabase() throws IOException {
        String live = database.query("SELECT database()").getFirst();
        database.execute("CREATE TABLE kept (id int)");
        write(
                "20240102000000_more",
                "CREATE TABLE more (id int);",
                "DROP TABLE more; DROP TABLE `%s`.kept;".formatted(live));
        Result down = commandLine.run("verify");
        assertThat(down.exit()).as(down.output()).isEqualTo(2);
        assertThat(down.errors())
                .contains(
                        "20240102000000_more.sql:4:18: DROP TABLE names the database %s,"
                                        .formatted(live)
                                + FOR_GOOD);

        write(
                "20240102000000_more",
                "EXECUTE IMMEDIATE 'DROP TABLE %s.kept';".formatted(live),
                "SELECT 1;");
        Result dynamic = commandLine.run("verify");
        assertThat(dynamic.exit()).as(dynamic.output()).isEqualTo(2);
        assertThat(dynamic.errors())
                .contains(
                        "20240102000000_more.sql:2:1: EXECUTE names the database %s,"
                                        .formatted(live)
                                + FOR_GOOD);

        write("20240102000000_more", "CREATE TABLE more (id int);", "DROP TABLE more;");
        Files.writeString(
                directory.resolve("migrations").resolve("before_up.sql"),
                "INSERT INTO %s.kept VALUES (1);".formatted(live));
        Result hook = commandLine.run("verify");
        assertThat(hook.exit()).as(hook.output()).isEqualTo(2);
        assertThat(hook.errors())
                .contains(
                        "before_up.sql:1:1: INSERT names the database %s,".formatted(live)
                                + FOR_GOOD);
        assertThat(database.query("SELECT count(*) FROM kept")).containsExactly("0");
    }

    /** A schema is a database here, and its own name is the scratch database's. */
    @Test
    void leavesTheSchemaThatIsNamedAlone() throws IOException {
        String live = database.query("SELECT database()").getFirst();
        CommandLine named = commandLine.with("LIFEGUARD_SCHEMA", live);
        write("20240102000000_more", "CREATE TABLE more (id int);", "SELECT 1;");

        Result verify = named.run("verify");

        assertThat(verify.exit()).as(verify.errors()).isEqualTo(10);
        assertThat(verify.output())
                .contains("20240102000000 more: its way down does not restore the schema");
        assertThat(database.query("SHOW TABLES")).isEmpty();

        Result up = named.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        Result drift = named.run("drift");
        assertThat(drift.output())
                .as(drift.errors())
                .isEqualTo("No drift: the database is what its migrations make.\n");
    }

    /** What is read is the database of the URL, and the migrations are in another one. */
    @Test
    void refusesASchemaThatIsAnotherDatabase() {
        try (ContractDatabase other = ContractDatabase.mariaDb(MariaDbServer.running())) {
            String live = database.query("SELECT database()").getFirst();
            String schema = other.query("SELECT database()").getFirst();
            CommandLine named = commandLine.with("LIFEGUARD_SCHEMA", schema);
            String refused =
                    ("The schema is the database \"%1$s\", the URL names \"%2$s\", and %%s reads"
                         + " the one of the URL. Write %1$s in the URL instead, and leave the"
                         + " schema out: the history is found there, too. Nothing was changed.")
                            .formatted(schema, live);

            Result file = named.run("up", "--snapshot-file", file("schema.sql"));
            assertThat(file.exit()).as(file.errors()).isEqualTo(2);
            assertThat(file.errors()).contains(refused.formatted("--snapshot-file"));
            assertThat(other.query("SHOW TABLES")).isEmpty();

            Result up = named.run("up");
            assertThat(up.exit()).as(up.errors()).isZero();
            for (String command : new String[] {"snapshot", "drift", "erd"}) {
                Result result = named.run(command);
                assertThat(result.exit()).as(result.output() + result.errors()).isEqualTo(2);
                assertThat(result.errors()).contains(refused.formatted(command));
            }

            Result report = named.run("report", "--no-drift", "--file", file("report.html"));
            assertThat(report.exit()).as(report.errors()).isZero();
            assertThat(directory.resolve("report.html"))
                    .content()
                    .contains(refused.formatted("report").replace("\"", "\\\""));

            Result advised =
                    commandLine.with("LIFEGUARD_DATABASE_URL", other.url()).run("snapshot");
            assertThat(advised.exit()).as(advised.errors()).isZero();
            assertThat(advised.output()).contains("CREATE TABLE `users`");
        }
    }
}
