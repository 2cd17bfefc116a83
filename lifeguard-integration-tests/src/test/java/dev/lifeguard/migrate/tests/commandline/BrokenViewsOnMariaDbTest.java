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

/** Views of MariaDB that name what a later migration took away. */
final class BrokenViewsOnMariaDbTest {

    @AutoClose
    private final ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running());

    @TempDir private Path directory;
    private CommandLine commandLine;

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", database.url())
                        .with("LIFEGUARD_SCRATCH_URL", database.url())
                        .with(
                                "LIFEGUARD_MIGRATIONS_DIR",
                                directory.resolve("migrations").toString())
                        .inThisProcess();
    }

    private void write(String name, String up, String down) throws IOException {
        Files.writeString(
                directory.resolve("migrations").resolve(name + ".sql"),
                "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
    }

    /** Each way up and down finds the broken view as a database has it that they really ran on. */
    @Test
    void verifiesMigrationsBesideAndOfABrokenView() throws IOException {
        write(
                "20240101000000_first",
                """
                CREATE TABLE gone (id int, n int);
                CREATE TABLE t (a int, b int);
                INSERT INTO t VALUES (1, 2);
                CREATE FUNCTION twice(n int) RETURNS int RETURN 2 * n;
                CREATE VIEW v AS SELECT a, b AS `B b` FROM t WHERE b > 0 WITH CHECK OPTION;
                CREATE VIEW w AS SELECT g.id, twice(g.n) AS n, upper(x.c) AS c
                    FROM gone g JOIN (SELECT count(*) AS c, `B b` FROM v GROUP BY `B b`) x
                    ON x.c = g.n;
                CREATE VIEW x AS SELECT max(id) AS id FROM w;
                """,
                "DROP VIEW x, w, v; DROP FUNCTION twice; DROP TABLE t, gone;");
        write(
                "20240102000000_breaks",
                "ALTER TABLE t DROP b; DROP TABLE gone; DROP FUNCTION twice;",
                """
                ALTER TABLE t ADD b int;
                CREATE TABLE gone (id int, n int);
                CREATE FUNCTION twice(n int) RETURNS int RETURN 2 * n;
                """);
        write("20240103000000_other", "CREATE TABLE other (id int);", "DROP TABLE other;");
        write("20240104000000_bad", "ALTER TABLE t ADD KEY by_a (a);", "SELECT 1;");
        write(
                "20240105000000_mends",
                "DROP VIEW x, w, v; CREATE VIEW v AS SELECT a FROM t;",
                "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'No way back';");

        Result verified = commandLine.run("verify");

        assertThat(verified.output())
                .as(verified.errors())
                .isEqualTo(
                        """
                        ok       20240101000000 first: its way down restores the schema, up again makes the same
                        ok       20240102000000 breaks: its way down restores the schema, up again makes the same
                        ok       20240103000000 other: its way down restores the schema, up again makes the same
                        differs  20240104000000 bad: its way down does not restore the schema, up again fails
                          After its way down (right) the schema is not the one before the migration (left):
                            Extra    index t.by_a
                              + KEY `by_a` (`a`)

                          Its second way up fails: Migration 20240104000000 bad failed at 20240104000000_bad.sql:2:1: Duplicate key name 'by_a' (SQLState 42000).
                        differs  20240105000000 mends: its way down fails, up again was not tried
                          Its way down fails: The rollback of migration 20240105000000 mends failed at 20240105000000_mends.sql:4:1: No way back (SQLState 45000).

                        5 migrations verified: 2 differ.
                        """);
        assertThat(verified.exit()).isEqualTo(10);
    }

    /** A view upon a sequence that is gone is made on no table. */
    @Test
    void namesAViewThatACopyCannotHave() throws IOException {
        write(
                "20240101000000_first",
                "CREATE SEQUENCE s; CREATE VIEW v AS SELECT NEXTVAL(s) AS n;"
                        + " CREATE TABLE t (id int);",
                "DROP TABLE t; DROP VIEW v; DROP SEQUENCE s;");
        write("20240102000000_breaks", "DROP SEQUENCE s;", "CREATE SEQUENCE s;");
        write(
                "20240103000000_mends",
                "DROP VIEW v;",
                "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'No way back';");

        Result verified = commandLine.run("verify");

        assertThat(verified.output())
                .as(verified.errors())
                .isEqualTo(
                        """
                        ok       20240101000000 first: its way down restores the schema, up again makes the same
                        ok       20240102000000 breaks: its way down restores the schema, up again makes the same
                        differs  20240103000000 mends: its way down fails, up again was not tried
                          Its way down fails: The rollback of migration 20240103000000 mends failed at 20240103000000_mends.sql:4:1: No way back (SQLState 45000).

                        3 migrations verified: 1 differs.
                        """);
        assertThat(verified.errors())
                .containsOnlyOnce(
                        "The view v names what is not there, and could not be made in a copy of"
                                + " the scratch database. What migrations do to it is not"
                                + " compared.");
        assertThat(verified.exit()).isEqualTo(10);
    }

    @Test
    void writesAFileForWhatCannotBeMade() {
        database.execute(
                "CREATE TABLE t (id int)",
                "CREATE SEQUENCE s",
                "CREATE VIEW v AS SELECT NEXTVAL(s) AS n FROM t",
                "CREATE VIEW x AS SELECT max(n) AS n FROM v",
                "DROP SEQUENCE s");
        String schema = directory.resolve("schema").toString();

        Result written = commandLine.run("snapshot", "--directory", schema);

        assertThat(written.exit()).as(written.errors()).isZero();
        for (String view : new String[] {"v", "x"}) {
            assertThat(directory.resolve("schema/view/%s.sql".formatted(view)))
                    .hasContent(
                            """
                            -- Written by lifeguard-migrate snapshot.

                            -- The view %s names what is not there, and is left out.
                            """
                                    .formatted(view));
        }
        assertThat(commandLine.run("snapshot", "--directory", schema, "--check").exit()).isZero();
    }
}
