package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Each driver alone on the class path, beside the library and its one dependency. */
@OnPostgres(18)
final class OneDriverTest {

    private final PostgresServer server;
    @TempDir private Path directory;

    OneDriverTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void isEnoughOnPostgres() throws IOException {
        try (ContractDatabase database = ContractDatabase.postgresql(server)) {
            requireEnough(database, org.postgresql.Driver.class);
        }
    }

    @Test
    void isEnoughOnMariaDb() throws IOException {
        try (ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running())) {
            requireEnough(database, org.mariadb.jdbc.Driver.class);
        }
    }

    @Test
    void isEnoughOnSqlite() throws IOException {
        try (ContractDatabase database = ContractDatabase.sqlite()) {
            requireEnough(database, org.sqlite.JDBC.class);
        }
    }

    @Test
    void isEnoughOnH2() throws IOException {
        try (ContractDatabase database = ContractDatabase.h2File()) {
            requireEnough(database, org.h2.Driver.class);
        }
    }

    private void requireEnough(ContractDatabase database, Class<?> driver) throws IOException {
        Path good = migrations("good");
        Path bad = migrations("bad");
        Files.writeString(
                bad.resolve("20240103000000_three.sql"), "INSERT INTO missing VALUES (1);");
        String path =
                Stream.of(OneDriverRun.class, Migrator.class, Logger.class, driver)
                        .map(OneDriverTest::location)
                        .collect(Collectors.joining(File.pathSeparator));
        try (ChildProcess process =
                ChildProcess.java(
                        directory,
                        Map.of(),
                        "-cp",
                        path,
                        OneDriverRun.class.getName(),
                        database.url(),
                        good.toString(),
                        bad.toString())) {
            int exit = process.awaitExit();
            assertThat(process.output())
                    .as("exit %s, %s", exit, process.errors())
                    .isEqualTo("applied 2\nstatus 2\nrefused SCRIPT_FAILED\nrolled back 1\n");
        }
    }

    private Path migrations(String name) throws IOException {
        Path made = Files.createDirectories(directory.resolve(name));
        Files.writeString(
                made.resolve("20240101000000_one.sql"), "CREATE TABLE one (id int primary key);\n");
        Files.writeString(
                made.resolve("20240102000000_two.sql"),
                """
                -- Up migration
                INSERT INTO one VALUES (1);
                -- Down migration
                DELETE FROM one;
                """);
        return made;
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
