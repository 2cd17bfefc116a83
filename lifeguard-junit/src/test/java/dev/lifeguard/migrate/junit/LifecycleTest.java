package dev.lifeguard.migrate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.junit.MigratedDatabase.Kind;
import dev.lifeguard.migrate.junit.MigratedDatabase.Lifetime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whose a database is, and from when until when. */
@SuppressWarnings("NullAway") // The fields are filled before each test.
final class LifecycleTest {

    private static void addBob(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            DatabaseContract.execute(
                    connection, "INSERT INTO customers (id, name) VALUES (2, 'Bob')");
        }
    }

    private static void succeeds(Class<?> tests, int count) {
        TestRun run = TestRun.of(tests, Map.of());
        assertThat(run.failures()).isEmpty();
        assertThat(run.successful()).isEqualTo(count);
    }

    @MigratedDatabase(locations = "classpath:shop", database = Kind.SQLITE)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class OneObject {

        private DataSource field;

        @RepeatedTest(3)
        void eachTestHasItsOwn(DataSource parameter) throws SQLException {
            addBob(field);
            assertThat(DatabaseContract.names(parameter)).isEqualTo("Ada,Bob");
        }

        @AfterEach
        void isThereUntilTheEnd(Connection connection) throws SQLException {
            DatabaseContract.execute(connection, "INSERT INTO customers VALUES (3, 'Cy', NULL)");
        }
    }

    @Test
    void oneObjectForAllTestsOfAClass() {
        succeeds(OneObject.class, 3);
    }

    @MigratedDatabase(
            locations = "classpath:shop",
            database = Kind.SQLITE,
            lifetime = Lifetime.CLASS)
    @TestMethodOrder(OrderAnnotation.class)
    static final class OneDatabase {

        private static DataSource ofClass;
        private DataSource ofTest;

        @BeforeAll
        static void addsBob(DataSource database) throws SQLException {
            addBob(database);
            assertThat(DatabaseContract.names(ofClass)).isEqualTo("Ada,Bob");
        }

        @Test
        @Order(1)
        void sees(DataSource parameter) throws SQLException {
            assertThat(DatabaseContract.names(parameter)).isEqualTo("Ada,Bob");
            assertThat(DatabaseContract.names(ofTest)).isEqualTo("Ada,Bob");
        }

        @Nested
        final class Within {
            @Test
            void seesToo(Connection connection, DataSource parameter) throws SQLException {
                DatabaseContract.execute(connection, "DELETE FROM customers WHERE id = 1");
                assertThat(DatabaseContract.names(parameter)).isEqualTo("Bob");
            }
        }
    }

    @Test
    void oneDatabaseForAllTestsOfAClass() {
        succeeds(OneDatabase.class, 2);
        // As a build does that runs failed tests again.
        succeeds(OneDatabase.class, 2);
    }

    @MigratedDatabase(locations = "classpath:shop", database = Kind.SQLITE)
    static final class ByConstructor {

        private static DataSource ofClass;
        private final DataSource given;
        private DataSource field;

        ByConstructor(DataSource given) {
            this.given = given;
        }

        @BeforeAll
        static void addsBobToTheDatabaseOfTheClass(DataSource database) throws SQLException {
            addBob(database);
            assertThat(DatabaseContract.names(ofClass)).isEqualTo("Ada,Bob");
        }

        @RepeatedTest(2)
        void isTheTestsOwn() throws SQLException {
            addBob(given);
            assertThat(DatabaseContract.names(field)).isEqualTo("Ada,Bob");
        }
    }

    @Test
    void aParameterOfTheConstructor() {
        succeeds(ByConstructor.class, 2);
    }

    @MigratedDatabase(locations = "classpath:shop", database = Kind.SQLITE)
    abstract static class Above {

        DataSource field;

        @Nested
        class Inherited {
            @RepeatedTest(2)
            void hasItsOwn(DataSource parameter) throws SQLException {
                addBob(parameter);
                assertThat(DatabaseContract.names(field)).isEqualTo("Ada,Bob");
            }
        }
    }

    static final class Below extends Above {
        @Test
        void hasItsOwn(DataSource parameter) throws SQLException {
            addBob(field);
            assertThat(DatabaseContract.names(parameter)).isEqualTo("Ada,Bob");
        }
    }

    @Test
    void aNestedClassThatIsInherited() {
        succeeds(Below.class, 3);
    }

    @MigratedDatabase(locations = "classpath:shop", database = Kind.SQLITE)
    static final class Factory {
        @TestFactory
        Stream<DynamicTest> haveOneOfTheFactory(DataSource parameter) {
            return Stream.of(
                    DynamicTest.dynamicTest("one", () -> addBob(parameter)),
                    DynamicTest.dynamicTest(
                            "two",
                            () ->
                                    assertThat(DatabaseContract.names(parameter))
                                            .isEqualTo("Ada,Bob")));
        }
    }

    @Test
    void dynamicTests() {
        succeeds(Factory.class, 2);
    }

    @MigratedDatabase(locations = "classpath:shop")
    @Execution(ExecutionMode.CONCURRENT)
    static final class AtTheSameTime {
        @RepeatedTest(24)
        void hasItsOwn(DataSource parameter) throws SQLException {
            addBob(parameter);
            assertThat(DatabaseContract.names(parameter)).isEqualTo("Ada,Bob");
        }
    }

    @Test
    void testsThatRunAtTheSameTime() {
        TestRun run =
                TestRun.of(
                        AtTheSameTime.class,
                        Map.of(
                                "junit.jupiter.execution.parallel.enabled",
                                "true",
                                "junit.jupiter.execution.parallel.config.executor-service",
                                "WORKER_THREAD_POOL",
                                "junit.jupiter.execution.parallel.config.strategy",
                                "fixed",
                                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                                "6"));
        assertThat(run.failures()).isEmpty();
        assertThat(run.successful()).isEqualTo(24);
    }

    @MigratedDatabase(locations = "classpath:repeatable", database = Kind.SQLITE)
    static final class Repeatable {
        @Test
        void isInTheDatabase(DataSource database) throws SQLException {
            try (Connection connection = database.getConnection()) {
                DatabaseContract.execute(connection, "SELECT * FROM ids");
            }
        }

        @Test
        void goesOnlyUp(MigrationTest migration) throws SQLException {
            assertThat(migration.upDownUp()).isEmpty();
            assertThat(migration.query("SELECT * FROM ids")).isEmpty();
            migration.to(20240101000000L).to(0).toLatest();
            assertThat(migration.query("SELECT * FROM ids")).isEmpty();
        }
    }

    @Test
    void aRepeatableMigration() {
        succeeds(Repeatable.class, 2);
    }

    @MigratedDatabase(locations = "classpath:oneway", database = Kind.SQLITE)
    static final class OneWay {
        @Test
        void tellsWhatHasNoWayBack(MigrationTest migration) {
            assertThat(migration.upDownUp()).containsExactly(20240102000000L);
        }
    }

    @Test
    void aMigrationWithoutAWayBack() {
        succeeds(OneWay.class, 1);
    }

    private static String threads() {
        return Long.toString(
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("lifeguard-junit"))
                        .count());
    }

    @MigratedDatabase(locations = "classpath:shop")
    static final class WithoutDatabase {
        @Test
        void needsNone() {
            assertThat(threads()).isEqualTo(System.getProperty("lifeguard.threads"));
        }
    }

    @Test
    void aTestThatAsksForNothingCostsNothing() {
        System.setProperty("lifeguard.threads", threads());
        succeeds(WithoutDatabase.class, 1);
    }
}
