package dev.lifeguard.migrate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.junit.MigratedDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a person reads whose test cannot have its database. */
@SuppressWarnings("NullAway") // The fields are filled before each test.
final class BadInputTest {

    private static TestRun run(Class<?> tests) {
        return TestRun.of(tests, Map.of());
    }

    @MigratedDatabase(locations = "classpath:nowhere", database = Kind.H2)
    static final class NoPlace {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void aPlaceThatIsNotThere() {
        assertThat(run(NoPlace.class).message())
                .isEqualTo(
                        "LG-102 The class path location \"nowhere\" is not on the class path."
                                + " Check its spelling and the jar.");
    }

    @MigratedDatabase(locations = "classpath:shop", layout = "golang", database = Kind.H2)
    static final class NoLayout {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void aLayoutThatThereIsNot() {
        assertThat(run(NoLayout.class).message())
                .startsWith(
                        "LG-101 The layout \"golang\" is unknown. Did you mean \"golang-migrate\"?"
                                + " There are lifeguard, ");
    }

    @MigratedDatabase(locations = "filesystem:target/no-migrations", database = Kind.SQLITE)
    static final class NoMigration {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void aPlaceWithoutMigrations() throws IOException {
        Files.createDirectories(Path.of("target/no-migrations"));
        assertThat(run(NoMigration.class).message())
                .isEqualTo(
                        "LG-101 There is no migration in filesystem:target/no-migrations. Name"
                                + " where they are: @MigratedDatabase(locations = …).");
    }

    @MigratedDatabase(
            locations = {},
            database = Kind.H2)
    static final class NoLocations {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void noPlaceAtAll() {
        assertThat(run(NoLocations.class).message())
                .isEqualTo(
                        "LG-101 @MigratedDatabase has no locations. Write locations ="
                                + " \"classpath:db/migration\", or leave it out.");
    }

    @MigratedDatabase(locations = "classpath:failing", database = Kind.H2)
    static final class Failing {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }

        @Test
        void asksAgain(Connection connection) {
            assertThat(connection).isNotNull();
        }
    }

    @Test
    void aMigrationThatFailsFailsEachTestAlike() {
        TestRun run = run(Failing.class);
        assertThat(run.successful()).isZero();
        assertThat(run.failures()).hasSize(2);
        assertThat(run.message())
                .isEqualTo(
                        """
                        LG-202 Migration 20240101000000 wrong failed at 20240101000000_wrong.sql:3:1: Table "NOWHERE" not found (SQLState 42S02). It runs statement by statement: statement 1 of 2 is done and stays. Fix the statement and run up again: it goes on at statement 2.
                          3 | SELECT nothing FROM nowhere
                            | ^\
                        """);
    }

    @MigratedDatabase(url = "${lifeguard.no.such.url}")
    static final class NoVariable {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void aVariableThatIsNotSet() {
        assertThat(run(NoVariable.class).message())
                .isEqualTo(
                        "LG-101 @MigratedDatabase(url = …) has ${lifeguard.no.such.url}, and there"
                            + " is neither a system property nor an environment variable of that"
                            + " name. Set one of them.");
    }

    @MigratedDatabase(user = "app", password = "s3cret")
    static final class UserAlone {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void aUserWithoutAServer() {
        assertThat(run(UserAlone.class).message())
                .isEqualTo(
                        "LG-101 @MigratedDatabase has a user or a password, and no url. They are"
                                + " for a server that url names; leave them out, or write url =.");
    }

    @MigratedDatabase(locations = "classpath:shop", url = "jdbc:sqlite:some.db")
    static final class UrlOfAnother {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void aUrlOfAnotherDatabase() {
        assertThat(run(UrlOfAnother.class).message())
                .isEqualTo(
                        "LG-101 @MigratedDatabase(url = …) names no PostgreSQL server. Write"
                                + " postgresql://host:port/database, or database = Kind.SQLITE or"
                                + " Kind.H2 without a url.");
    }

    @MigratedDatabase(locations = "classpath:shop", url = "postgresql://app:s3cret@127.0.0.1:1/app")
    static final class NobodyThere {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void aServerThatIsNotThere() {
        assertThat(run(NobodyThere.class).message())
                .isEqualTo(
                        "LG-501 The server of the tests cannot be used: Connection to 127.0.0.1:1"
                                + " refused. Check that the hostname and port are correct and that"
                                + " the postmaster is accepting TCP/IP connections.");
    }

    @MigratedDatabase(locations = "classpath:shop", database = Kind.H2)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static final class SharedField {
        private DataSource shared;

        @Test
        void asks() {
            assertThat(shared).isNotNull();
        }
    }

    @Test
    void aFieldOfTestsThatRunAtTheSameTime() {
        TestRun run =
                TestRun.of(
                        SharedField.class,
                        Map.of("junit.jupiter.execution.parallel.enabled", "true"));
        assertThat(run.message())
                .isEqualTo(
                        "LG-101 The field \"shared\" of %s belongs to all of its tests, which run at the same time. Make it a parameter of each test, or leave out @TestInstance(PER_CLASS)."
                                .formatted(SharedField.class.getName()));
    }

    @ExtendWith(MigratedDatabaseExtension.class)
    static final class NoAnnotation {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void theExtensionWithoutTheAnnotation() {
        assertThat(run(NoAnnotation.class).message())
                .isEqualTo(
                        "LG-101 %s has no @MigratedDatabase. Write the annotation, which registers the extension by itself."
                                .formatted(NoAnnotation.class.getName()));
    }

    @MigratedDatabase(
            locations = "classpath:shop",
            url = "${lifeguard.test.url}",
            user = "lg_unprivileged",
            password = "s3cret")
    static final class NoRight {
        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @MigratedDatabase(locations = "classpath:shop")
    static final class GivenServer {
        @Test
        void itsUserMayMakeNoDatabase(TestDatabase database) throws SQLException {
            try (Connection connection = database.dataSource().getConnection()) {
                DatabaseContract.execute(connection, "DROP ROLE IF EXISTS lg_unprivileged");
                DatabaseContract.execute(
                        connection, "CREATE ROLE lg_unprivileged LOGIN PASSWORD 's3cret'");
            }
            System.setProperty("lifeguard.test.url", database.url());
            try {
                assertThat(run(NoRight.class).message())
                        .isEqualTo(
                                "LG-101 The user \"lg_unprivileged\" may not make databases on the"
                                    + " server of @MigratedDatabase(url = …). As a superuser, run:"
                                    + " ALTER ROLE \"lg_unprivileged\" CREATEDB.");
            } finally {
                System.clearProperty("lifeguard.test.url");
            }
        }
    }

    @Test
    void aUserWithoutTheRight() {
        TestRun run = run(GivenServer.class);
        assertThat(run.failures()).isEmpty();
        assertThat(run.successful()).isOne();
    }
}
