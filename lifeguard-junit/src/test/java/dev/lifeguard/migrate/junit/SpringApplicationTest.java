package dev.lifeguard.migrate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** An application with a data source of its own, which cannot even connect. */
@SuppressWarnings("NullAway") // The fields are filled before each test.
@SpringBootTest(classes = SpringApplicationTest.Application.class)
@MigratedDatabase(locations = "classpath:shop")
class SpringApplicationTest {

    /** Its data source has another name than the one of Spring Boot. */
    @SpringBootApplication
    static class Application {

        @Bean
        DataSource production() {
            throw new IllegalStateException("the production database");
        }

        @Bean
        Customers customers(JdbcTemplate jdbc) {
            return new Customers(jdbc);
        }
    }

    record Customers(JdbcTemplate jdbc) {

        void add(String name) {
            jdbc.update("INSERT INTO customers (id, name) VALUES (2, ?)", name);
        }

        List<String> names() {
            return jdbc.queryForList("SELECT name FROM customers ORDER BY id", String.class);
        }
    }

    @Autowired private Customers customers;

    private Connection connection;

    @RepeatedTest(3)
    void eachTestsDatabaseIsTheApplications(DataSource parameter) throws SQLException {
        customers.add("Bob");
        assertThat(customers.names()).containsExactly("Ada", "Bob");
        assertThat(DatabaseContract.names(parameter)).isEqualTo("Ada,Bob");
        DatabaseContract.execute(connection, "DELETE FROM customers WHERE id = 1");
        assertThat(customers.names()).containsExactly("Bob");
    }

    @Test
    @Transactional
    void aTransactionOfTheTestsIsOnItToo(TestDatabase database) throws SQLException {
        customers.add("Bob");
        assertThat(customers.names()).containsExactly("Ada", "Bob");
        assertThat(DatabaseContract.names(database.dataSource())).isEqualTo("Ada");
    }

    @Nested
    class InANestedClass {

        @RepeatedTest(2)
        void itIsTheApplicationsAlso(DataSource parameter) throws SQLException {
            customers.add("Cy");
            assertThat(DatabaseContract.names(parameter)).isEqualTo("Ada,Cy");
        }
    }
}
