package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and roles on a scratch server of MariaDB: others' stay, and those of migrations do not. */
final class ScratchUsersTest {

    @AutoClose
    private final ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running());

    private final String user = "u" + database.query("SELECT database()").getFirst();

    @TempDir private Path directory;
    private CommandLine commandLine;

    @BeforeEach
    void prepare() {
        commandLine = commandLine(database.url());
    }

    private CommandLine commandLine(String scratch) {
        return CommandLine.in(directory)
                .with("LIFEGUARD_DATABASE_URL", database.url())
                .with("LIFEGUARD_SCRATCH_URL", scratch)
                .with("LIFEGUARD_MIGRATIONS_DIR", directory.toString())
                .inThisProcess();
    }

    @AfterEach
    void dropUsers() {
        for (String drop :
                database.query(
                        "SELECT if(is_role = 'Y', concat('DROP ROLE ', User),"
                                + " concat('DROP USER ''', User, '''@''', Host, '''')) FROM"
                                + " mysql.user WHERE User LIKE '%"
                                + user.substring(1)
                                + "%'")) {
            database.execute(drop);
        }
    }

    private void write(String up, String down) throws IOException {
        Files.writeString(
                directory.resolve("20240101000000_users.sql"),
                "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
    }

    private List<String> users() {
        return database.query(
                "SELECT concat(User, '@', Host) FROM mysql.user WHERE User LIKE '%"
                        + user.substring(1)
                        + "%' ORDER BY 1");
    }

    @Test
    void keepsUsersWithOtherCapitalsOrAnotherHost() throws IOException {
        String other = "U" + user.substring(1);
        database.execute(
                "CREATE USER '%s'@'%%'".formatted(other),
                "CREATE USER '%s'@'localhost'".formatted(user));
        write(
                "CREATE USER %1$s, '%1$s'@'10.0.0.1'; CREATE ROLE r%1$s;".formatted(user),
                "DROP USER %s;".formatted(user));

        Result verified = commandLine.run("verify");

        // Users are no part of a schema, so what its way down forgets is found by the next way up.
        assertThat(verified.exit()).as(verified.output() + verified.errors()).isEqualTo(10);
        assertThat(verified.output())
                .contains("users: its way down restores the schema, up again fails");
        assertThat(users()).containsExactly(other + "@%", user + "@localhost");
    }

    /** One that a script does not say that it makes may be somebody else's. */
    @Test
    void keepsAUserWhoseNameIsOnlyAPartOfTheText() throws IOException {
        write(
                "CREATE TABLE x%1$sx (a int); SET @a = 'US', @b = 'ER IF NOT EXISTS %1$s';"
                                .formatted(user)
                        + " EXECUTE IMMEDIATE concat('CREATE ', @a, @b);",
                "DROP TABLE x%sx;".formatted(user));

        Result verified = commandLine.run("verify");

        assertThat(verified.exit()).as(verified.output() + verified.errors()).isZero();
        assertThat(users()).containsExactly(user + "@%");
    }

    @Test
    void needsNoRightToReadUsersWhereNoMigrationMakesOne() throws IOException {
        database.execute(
                "CREATE USER '%s'@'localhost' IDENTIFIED BY 'secret'".formatted(user),
                "GRANT ALL ON `lifeguard\\_scratch\\_%%`.* TO '%s'@'localhost'".formatted(user),
                "GRANT CREATE USER ON *.* TO '%s'@'localhost'".formatted(user));
        String url =
                database.url()
                        .replaceFirst("/[^/?]*(\\?.*)?$", "/")
                        .replaceFirst("//[^/]*@", "//")
                        .replaceFirst("//", "//%s:secret@".formatted(user));
        CommandLine restricted = commandLine(url.replace("jdbc:", ""));
        write(
                "CREATE TABLE rights (a text); INSERT INTO rights VALUES ('create user accounts');",
                "DROP TABLE rights;");

        Result verified = restricted.run("verify");

        assertThat(verified.exit()).as(verified.output() + verified.errors()).isZero();
        assertThat(verified.errors()).doesNotContain("warning");

        write("CREATE USER new%s;".formatted(user), "DROP USER new%s;".formatted(user));
        Result refused = restricted.run("verify");

        assertThat(refused.exit()).as(refused.output() + refused.errors()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(
                        "The migrations make new%1$s@%%, and the user of --scratch-url may not read mysql.user, so what they leave there could not be told from users of others. As an administrator of that server, run: GRANT SELECT ON mysql.user TO `%1$s`@`localhost`. Nothing was run."
                                .formatted(user));
        assertThat(users()).containsExactly(user + "@localhost");
    }
}
