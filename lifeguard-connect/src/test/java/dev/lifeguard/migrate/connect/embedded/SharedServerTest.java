package dev.lifeguard.migrate.connect.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server that several processes use. */
final class SharedServerTest {

    private static final ServerCaller CALLER =
            ServerCaller.silent(Duration.ofMinutes(1), "by hand");

    @TempDir private Path parent;

    @Test
    void runsUntilTheLastOfItsUsersLeaves() throws IOException, SQLException {
        JdbcLogin login;
        try (EmbeddedServer first = EmbeddedServer.share(parent, CALLER)) {
            login = first.login();
            try (EmbeddedServer second = EmbeddedServer.share(parent, CALLER);
                    ServerProcess other = ServerProcess.sharing(parent)) {
                assertThat(second.port()).isEqualTo(first.port());
                assertThat(other.line()).isEqualTo(Integer.toString(first.port()));
            }
            assertThat(ask(login, "SHOW fsync")).isEqualTo("off");
            assertThat(ask(login, "SHOW max_connections")).isEqualTo("500");
        }
        assertThat(servers()).isEmpty();
    }

    @Test
    void isRemovedOnlyWhereNobodyUsesIt() throws IOException {
        try (EmbeddedServer used = EmbeddedServer.share(parent, CALLER)) {
            assertThat(EmbeddedServer.removeUnused(parent)).isFalse();
            assertThat(used.directory().resolve("data")).exists();
        }

        assertThat(EmbeddedServer.removeUnused(parent)).isTrue();
        assertThat(parent.resolve(ProgramsArchive.of(CALLER).name()).resolve("data"))
                .doesNotExist();
    }

    @Test
    void isUsedAgainWhereItsUserWasKilled() throws IOException, SQLException, InterruptedException {
        try (ServerProcess killed = ServerProcess.sharing(parent)) {
            String port = killed.line();
            killed.kill();
            assertThat(servers()).hasSize(1);

            try (EmbeddedServer again = EmbeddedServer.share(parent, CALLER)) {
                assertThat(again.port()).hasToString(port);
                assertThat(ask(again.login(), "SELECT 1")).isEqualTo("1");
            }
        }
        assertThat(servers()).isEmpty();
    }

    @Test
    void beginsAnewWhereTheServerItselfCrashed()
            throws IOException, SQLException, InterruptedException {
        try (EmbeddedServer first = EmbeddedServer.share(parent, CALLER)) {
            ask(first.login(), "SELECT set_config('a.b', 'c', false)");
            execute(first.login(), "CREATE TABLE kept (id int)");
            for (ProcessHandle server : servers()) {
                server.destroyForcibly();
                server.onExit().join();
            }
            try (EmbeddedServer second = EmbeddedServer.share(parent, CALLER)) {
                assertThat(ask(second.login(), "SELECT to_regclass('kept') IS NULL"))
                        .isEqualTo("t");
            }
        }
        assertThat(servers()).isEmpty();
    }

    @Test
    void keepsItsDataFromOneRunToTheNext() throws SQLException {
        try (EmbeddedServer first = EmbeddedServer.share(parent, CALLER)) {
            execute(first.login(), "CREATE TABLE kept (id int)");
        }
        try (EmbeddedServer second = EmbeddedServer.share(parent, CALLER)) {
            assertThat(ask(second.login(), "SELECT to_regclass('kept') IS NULL")).isEqualTo("f");
        }
    }

    @Test
    void itsLoginTellsNoPassword() {
        assertThat(new JdbcLogin("jdbc:postgresql://127.0.0.1:5/a", "postgres", "s3cret"))
                .hasToString("postgres at jdbc:postgresql://127.0.0.1:5/a");
    }

    /** Those on data below this test's directory. */
    private List<ProcessHandle> servers() throws IOException {
        try (Stream<Path> each = Files.list(parent)) {
            String data = each.findFirst().orElseThrow().toRealPath().resolve("data").toString();
            return ProcessHandle.allProcesses()
                    .filter(
                            process ->
                                    process.info()
                                            .arguments()
                                            .filter(words -> List.of(words).contains(data))
                                            .isPresent())
                    .toList();
        }
    }

    private static String ask(JdbcLogin login, String query) throws SQLException {
        try (Connection connection = connection(login);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(JdbcLogin login, String sql) throws SQLException {
        try (Connection connection = connection(login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connection(JdbcLogin login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }
}
