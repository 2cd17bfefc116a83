package dev.lifeguard.migrate.inspect.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScratchServerTest {

    private static final ServerCaller CALLER = ServerCaller.silent(Duration.ofMinutes(1), "");

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void makesDatabasesThatKnowNothingOfEachOther(DatabaseProduct product) throws SQLException {
        try (ScratchServer server = open(product);
                ScratchDatabase one = server.make();
                ScratchDatabase other = server.make()) {
            execute(one, "CREATE TABLE t (a int)");
            execute(other, "CREATE TABLE t (a int)");
            execute(one, "INSERT INTO t VALUES (1)");

            assertThat(value(one, "SELECT count(*) FROM t")).isEqualTo("1");
            assertThat(value(other, "SELECT count(*) FROM t")).isEqualTo("0");
            assertThat(one.product()).isEqualTo(product);
        }
    }

    @Test
    void dropsADatabaseOfPostgresThatSomebodyIsConnectedTo() throws SQLException {
        try (ScratchServer server = open(DatabaseProduct.POSTGRESQL);
                ScratchDatabase kept = server.make()) {
            ScratchDatabase dropped = server.make();
            try (Connection connection = dropped.dataSource().getConnection()) {
                String name = connection.getCatalog();
                dropped.close();
                dropped.close();

                assertThat(
                                value(
                                        kept,
                                        "SELECT count(*) FROM pg_database WHERE datname = '%s'"
                                                .formatted(name)))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void makesRolesOnItsOwnServerForAsLongAsItIsUsed() throws SQLException {
        try (ScratchServer server = open(DatabaseProduct.POSTGRESQL);
                ScratchDatabase database = server.make()) {
            server.prepareRoles(List.of("reader \"one\"", "made"), List.of("made"));
            execute(database, "CREATE ROLE made");

            assertThat(value(database, roles())).isEqualTo("made, reader \"one\"");
        }
        try (ScratchServer server = open(DatabaseProduct.POSTGRESQL);
                ScratchDatabase database = server.make()) {
            assertThat(value(database, roles())).isNull();
        }
    }

    private static String roles() {
        return "SELECT string_agg(rolname, ', ' ORDER BY rolname) FROM pg_roles"
                + " WHERE rolname !~ '^pg_' AND rolname <> current_user";
    }

    @Test
    void deletesAFileOfSqlite() throws SQLException, IOException {
        try (ScratchServer server = open(DatabaseProduct.SQLITE)) {
            Path directory;
            try (ScratchDatabase database = server.make()) {
                execute(database, "CREATE TABLE t (a int)");
                directory = Path.of(value(database, "PRAGMA database_list", 3)).getParent();
                try (Stream<Path> files = Files.list(directory)) {
                    assertThat(files).isNotEmpty();
                }
            }

            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void asksForAServerOfMariaDb() {
        assertThatThrownBy(() -> open(DatabaseProduct.MARIADB))
                .hasMessage(
                        "LG-101 For MariaDB and MySQL there is no server of this program's own."
                                + " Name one on which databases may be made and dropped, with"
                                + " --scratch-url.");
    }

    @Test
    void refusesAServerOfAnotherProduct() {
        assertThatThrownBy(
                        () ->
                                ScratchServer.open(
                                        DatabaseProduct.POSTGRESQL,
                                        Optional.of(DatabaseUrl.parse("jdbc:h2:mem:other")),
                                        CALLER))
                .hasMessage(
                        "LG-101 The scratch URL is one of H2, and the migrations are for"
                                + " PostgreSQL. Name a server of that.");
    }

    private static ScratchServer open(DatabaseProduct product) {
        return ScratchServer.open(product, Optional.empty(), CALLER);
    }

    private static void execute(ScratchDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(ScratchDatabase database, String sql) throws SQLException {
        return value(database, sql, 1);
    }

    private static String value(ScratchDatabase database, String sql, int column)
            throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(column);
        }
    }
}
