package dev.lifeguard.migrate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.junit.MigratedDatabase.Kind;
import dev.lifeguard.migrate.junit.MigratedDatabase.Lifetime;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Tests that share an application's context, and so its data source. */
@SuppressWarnings("NullAway") // The fields are filled before each test.
final class SpringSharingTest {

    @Configuration
    static class TwoDataSources {

        @Bean
        @Primary
        DataSource main() {
            return new DriverManagerDataSource("jdbc:h2:mem:main");
        }

        @Bean
        DataSource archive() {
            return new DriverManagerDataSource("jdbc:h2:mem:archive");
        }
    }

    @SpringJUnitConfig(TwoDataSources.class)
    @MigratedDatabase(locations = "classpath:shop", database = Kind.H2, lifetime = Lifetime.CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class OneDatabase {

        @Autowired private DataSource main;

        @Autowired
        @Qualifier("archive")
        private DataSource archive;

        @Test
        @Order(1)
        void adds() {
            new JdbcTemplate(main).update("INSERT INTO customers VALUES (2, 'Bob', NULL)");
        }

        @Test
        @Order(2)
        void sees(DataSource parameter) throws SQLException {
            assertThat(DatabaseContract.names(main)).isEqualTo("Ada,Bob");
            assertThat(DatabaseContract.names(parameter)).isEqualTo("Ada,Bob");
            assertThat(((DriverManagerDataSource) archive).getUrl())
                    .isEqualTo("jdbc:h2:mem:archive");
        }
    }

    @Test
    void thePrimaryDataSourceIsReplacedAndAClassMayHaveOneDatabase() {
        TestRun run = TestRun.of(OneDatabase.class, Map.of());
        assertThat(run.failures()).isEmpty();
        assertThat(run.successful()).isEqualTo(2);
    }

    @Configuration
    static class NoPrimary {

        @Bean
        DataSource orders() {
            return new DriverManagerDataSource("jdbc:h2:mem:orders");
        }

        @Bean
        DataSource stock() {
            return new DriverManagerDataSource("jdbc:h2:mem:stock");
        }
    }

    @SpringJUnitConfig(NoPrimary.class)
    @MigratedDatabase(locations = "classpath:shop", database = Kind.H2)
    static final class Undecided {

        @Test
        void asks(DataSource database) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void twoDataSourcesOfWhichNoneIsPrimary() {
        assertThat(TestRun.of(Undecided.class, Map.of()).message())
                .isEqualTo(
                        "LG-101 The application has the data sources orders, stock, and none of"
                                + " them is primary. @MigratedDatabase cannot tell which one to"
                                + " replace. Write @Primary at that one.");
    }

    @SpringJUnitConfig(TwoDataSources.class)
    @MigratedDatabase(locations = "classpath:shop", database = Kind.H2)
    @Execution(ExecutionMode.CONCURRENT)
    static final class AtTheSameTime {

        private static final CountDownLatch BOTH = new CountDownLatch(2);

        @BeforeEach
        void wait(DataSource database) throws InterruptedException {
            assertThat(database).isNotNull();
            BOTH.countDown();
            assertThat(BOTH.await(1, TimeUnit.SECONDS)).isFalse();
        }

        @Test
        void one() {}

        @Test
        void other() {}
    }

    @Test
    void testsThatRunAtTheSameTimeAreToldSo() {
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
                                "2"));
        assertThat(run.successful()).isEqualTo(1);
        assertThat(run.message())
                .isEqualTo(
                        "LG-101 Two tests with the same Spring context run at the same time, and"
                            + " its data source can be on the database of one of them only. Run"
                            + " them one after the other: @Execution(ExecutionMode.SAME_THREAD).");
    }
}
