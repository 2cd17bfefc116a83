package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of migrations that fail on a scratch database, which nobody goes on with. */
final class ScratchFailureTest {

    @TempDir private Path directory;
    private CommandLine commandLine;

    @BeforeEach
    void writeTheFirst() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", "sqlite:" + directory.resolve("app.db"))
                        .with(
                                "LIFEGUARD_MIGRATIONS_DIR",
                                directory.resolve("migrations").toString())
                        .inThisProcess();
        write(
                "20240101000000_first",
                "CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL, n INT CHECK (n < 2));"
                        + " INSERT INTO t VALUES (1, 1), (2, 1);");
        assertThat(commandLine.run("up").exit()).isZero();
    }

    private void write(String name, String up) throws IOException {
        Files.writeString(
                directory.resolve("migrations").resolve(name + ".sql"),
                "-- Up migration\n%s\n-- Down migration\nSELECT 1;\n".formatted(up));
    }

    private String failureOf(String... verify) {
        Result verified = commandLine.run(verify);
        assertThat(verified.exit()).as(verified.errors()).isIn(4, 5);
        return verified.errors().substring(verified.errors().indexOf("LG-"));
    }

    @Test
    void saysWhereAStatementRanAndShowsIt() throws IOException {
        write("20240102000000_broken", "DROP TABLE nobody;");

        assertThat(failureOf("verify"))
                .isEqualTo(
                        """
                        LG-201 Migration 20240102000000 broken failed at 20240102000000_broken.sql:2:1: [SQLITE_ERROR] SQL error or missing database (no such table: nobody). It ran on a scratch database, not on the target.
                          2 | DROP TABLE nobody
                            | ^
                        """);
    }

    @Test
    void saysNothingOfGoingOnWithBatches() throws IOException {
        write(
                "20240102000000_more",
                "-- lifeguard:batch table=t key=id size=1 mode=background\n"
                        + "UPDATE t SET n = n + id - 1 WHERE id > :from AND id <= :to;");

        assertThat(failureOf("verify"))
                .isEqualTo(
                        """
                        LG-202 Migration 20240102000000 more failed in a batch in 20240102000000_more.sql: [SQLITE_CONSTRAINT_CHECK] A CHECK constraint failed (CHECK constraint failed: n < 2). It ran on a scratch database, not on the target.
                        """);
    }

    @Test
    void saysOfAnEarlierOneThatTheDatabaseWasEmpty() throws IOException {
        write(
                "20240102000000_more",
                "-- lifeguard:batch table=t key=id size=1\n"
                        + "UPDATE t SET n = n + id - 1 WHERE id > :from AND id <= :to;");
        write("20240103000000_last", "CREATE TABLE last (id int);");

        assertThat(failureOf("verify", "20240103000000"))
                .isEqualTo(
                        """
                        LG-202 An earlier migration does not run on the scratch database, which was empty. Migration 20240102000000 more failed in a batch in 20240102000000_more.sql: [SQLITE_CONSTRAINT_CHECK] A CHECK constraint failed (CHECK constraint failed: n < 2). It ran on a scratch database, not on the target.
                        """);
    }
}
