package dev.lifeguard.migrate.junit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import dev.lifeguard.migrate.junit.databases.Migrations;
import dev.lifeguard.migrate.junit.postgres.Copying.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClonesTest {

    private static PostgresServer server;

    @TempDir private Path directory;

    @BeforeAll
    static void start() {
        server = PostgresServer.embedded();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A template that no other run has. */
    private Migrations migrations(String more) throws IOException {
        Files.writeString(
                directory.resolve("20240101000000_things.sql"),
                """
                -- %s
                -- Up migration
                CREATE TABLE things (id integer PRIMARY KEY, name text);
                %s
                -- Down migration
                DROP TABLE things;
                """
                        .formatted(directory.getFileName(), more));
        return new Migrations(List.of("filesystem:" + directory), Migrations.OWN_LAYOUT);
    }

    @Test
    void copiesATemplateThatNobodyCanConnectTo() throws IOException, SQLException {
        Migrations migrations = migrations("");
        try (Clones clones = new Clones(server, migrations)) {
            execute(clones.take(), "INSERT INTO things VALUES (1, 'one')");
            assertThat(ask(clones.take(), "SELECT count(*) FROM things")).containsExactly("0");

            String template = "lg_template_%s_%s".formatted(migrations.digest(), server.version());
            assertThat(
                            ask(
                                    "SELECT datistemplate AND NOT datallowconn FROM pg_database"
                                            + " WHERE datname = '%s'".formatted(template)))
                    .containsExactly("t");
            assertThatThrownBy(() -> ask(server.database(template), "SELECT 1"))
                    .hasMessageContaining("is not currently accepting connections");
        }
        assertThat(own()).isEmpty();
    }

    @Test
    void usesTheTemplateOfAnEarlierRun() throws IOException, SQLException {
        Migrations migrations = migrations("CREATE TABLE made AS SELECT now() AS at;");
        List<String> first;
        try (Clones clones = new Clones(server, migrations)) {
            first = ask(clones.take(), "SELECT at FROM made");
        }
        try (PostgresServer other = PostgresServer.embedded();
                Clones clones = new Clones(other, migrations)) {
            assertThat(ask(clones.take(), "SELECT at FROM made")).isEqualTo(first);
        }
    }

    @Test
    void makesTheTemplateAnewWhereAnotherRunDroppedIt() throws IOException, SQLException {
        Migrations migrations = migrations("");
        try (Clones clones = new Clones(server, migrations)) {
            clones.take();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                Template.drop(
                        statement,
                        "lg_template_%s_%s".formatted(migrations.digest(), server.version()));
            }
            for (int more = 0; more < 8; more++) {
                assertThat(ask(clones.take(), "SELECT count(*) FROM things")).containsExactly("0");
            }
        }
    }

    @Test
    void leavesNothingOfAMigrationThatFailed() throws IOException, SQLException {
        try (Clones clones = new Clones(server, migrations("SELECT 1 / 0;"))) {
            assertThatThrownBy(clones::take)
                    .isInstanceOf(LifeguardException.class)
                    .hasMessageContaining("division by zero");
            assertThatThrownBy(clones::take).hasMessageContaining("division by zero");
        }
        assertThat(own()).isEmpty();
    }

    @Test
    void dropsWhatSomebodyIsStillConnectedTo() throws IOException, SQLException {
        Connection pooled;
        try (Clones clones = new Clones(server, migrations(""))) {
            CopiedDatabase database = clones.take();
            pooled = database.dataSource().getConnection();
            assertThat(pooled.isValid(5)).isTrue();
            clones.drop(database);
        }
        assertThat(own()).isEmpty();
        assertThat(pooled.isValid(5)).isFalse();
        pooled.close();
    }

    @Test
    void dropsTheDatabasesOfRunsThatEndedAndOfNoOther() throws IOException, SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                PostgresServer other = PostgresServer.embedded()) {
            statement.execute("CREATE DATABASE lg_test_1_00000000");
            statement.execute("CREATE DATABASE lg_test_2_00000000");
            statement.execute(
                    "COMMENT ON DATABASE lg_test_2_00000000 IS 'kept by lifeguard-junit until"
                            + " 2999-01-01T00:00:00Z: a test'");
            statement.execute("CREATE DATABASE lg_test_3_00000000");
            statement.execute(
                    "COMMENT ON DATABASE lg_test_3_00000000 IS 'kept by lifeguard-junit until"
                            + " 2020-01-01T00:00:00Z: a test'");
            statement.execute("CREATE DATABASE lg_test_4_" + other.run());

            Leftovers.drop(connection);

            assertThat(
                            ask(
                                    "SELECT datname FROM pg_database WHERE datname LIKE"
                                            + " 'lg\\_test\\_%%\\_00000000' OR datname LIKE '%%%s'"
                                                    .formatted(other.run())))
                    .containsExactlyInAnyOrder("lg_test_2_00000000", "lg_test_4_" + other.run());
            statement.execute("DROP DATABASE lg_test_2_00000000");
            statement.execute("DROP DATABASE lg_test_4_" + other.run());
        }
    }

    @Test
    void copiesFilesWhereThatTakesLess() throws IOException {
        assertThat(Template.of(migrations(""), server).copying()).isEqualTo(Copying.FILE_COPY);
        assertThat(Copying.chosen(150_000, 1 << 20, Checkpoints.WAIT_FOR_THE_DISK))
                .isEqualTo(Copying.WAL_LOG);
        assertThat(Copying.chosen(180_006, 64 << 20, Checkpoints.WAIT_FOR_THE_DISK))
                .isEqualTo(Copying.FILE_COPY);
        assertThat(Copying.chosen(140_023, 64 << 20, Checkpoints.ARE_QUICK))
                .isEqualTo(Copying.ONLY_WAY);
    }

    @Test
    void keepsOneForAPersonToLookAt() throws IOException, SQLException {
        CopiedDatabase database;
        try (PostgresServer other = PostgresServer.embedded();
                Clones clones = new Clones(other, migrations(""))) {
            database = clones.take();
            String look = clones.keep(database, "it's mine");
            assertThat(look)
                    .matches(
                            "PGPASSWORD=\\$\\(cat \".*/password\"\\) psql -h 127.0.0.1 -p [0-9]+ -U"
                                    + " postgres -d "
                                    + database.name());
            assertThat(look).doesNotContain(database.password());
        }
        assertThat(ask(database, "SELECT count(*) FROM things")).containsExactly("0");
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + database.name());
        }
    }

    /** The databases of this test's run. */
    private static List<String> own() throws SQLException {
        return ask(
                "SELECT datname FROM pg_database WHERE datname LIKE '%%\\_%s'"
                        .formatted(server.run()));
    }

    private static List<String> ask(String query) throws SQLException {
        try (Connection connection = server.connect()) {
            return ask(connection, query);
        }
    }

    private static List<String> ask(CopiedDatabase database, String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return ask(connection, query);
        }
    }

    private static List<String> ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private static void execute(CopiedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
