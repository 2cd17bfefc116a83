package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user of {@code --scratch-url} needs on MariaDB. */
final class ScratchUserOnMariaDbTest {

    @AutoClose
    private final ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running());

    @TempDir private Path directory;

    @Test
    void needsRightsOnScratchDatabasesAlone() throws IOException {
        Files.writeString(
                directory.resolve("20240101000000_users.sql"),
                "-- Up migration\n"
                        + "CREATE TABLE users (id int);\n"
                        + "-- Down migration\n"
                        + "DROP TABLE users;\n");
        String name = database.query("SELECT database()").getFirst();
        String user = "scratch_" + name;
        CommandLine commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", database.url())
                        .with(
                                "LIFEGUARD_SCRATCH_URL",
                                database.url().replaceFirst("/" + name + ".*", "/?user=" + user))
                        .with("LIFEGUARD_MIGRATIONS_DIR", directory.toString())
                        .inThisProcess();
        database.execute("CREATE USER %s@localhost".formatted(user));
        try {
            Result refused = commandLine.run("verify", "--all");
            assertThat(refused.exit()).isEqualTo(8);
            assertThat(refused.errors().replaceAll("lifeguard_scratch_[0-9a-f]+", "NAME"))
                    .endsWith(
                            ("LG-501 The scratch database could not be made: Access denied for"
                                            + " user '%s'@'localhost' to database 'NAME'. Name a"
                                            + " user in --scratch-url who may, or have it granted:"
                                            + " GRANT ALL ON `lifeguard\\_scratch\\_%%`.* TO that"
                                            + " user.\n")
                                    .formatted(user));

            database.execute(
                    "GRANT ALL ON `lifeguard\\_scratch\\_%%`.* TO %s@localhost".formatted(user));

            Result verified = commandLine.run("verify", "--all");
            assertThat(verified.output())
                    .as(verified.errors())
                    .endsWith("1 migration verified: none differs.\n");
        } finally {
            database.execute("DROP USER %s@localhost".formatted(user));
        }
    }
}
