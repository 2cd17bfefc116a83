package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.spring.TestPostgres.Database;
import jakarta.persistence.EntityManager;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.jooq.test.autoconfigure.JooqTest;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests of an application that start a part of it have the tables, too. */
final class SlicesTest {

    private static final Database DATABASE = TestPostgres.create();

    private static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.jpa.hibernate.ddl-auto", () -> "validate");
    }

    @Nested
    @DataJpaTest
    @AutoConfigureTestDatabase(replace = Replace.NONE)
    @ContextConfiguration(classes = Application.class)
    final class OfJpa {

        private final EntityManager entities;

        OfJpa(@Autowired EntityManager entities) {
            this.entities = entities;
        }

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            properties(registry);
        }

        @Test
        void hasTheTables() {
            entities.persist(new Customer("Ada", "London"));
            entities.flush();
        }
    }

    @Nested
    @JdbcTest
    @AutoConfigureTestDatabase(replace = Replace.NONE)
    @ContextConfiguration(classes = Application.class)
    final class OfJdbc {

        private final JdbcTemplate template;

        OfJdbc(@Autowired JdbcTemplate template) {
            this.template = template;
        }

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            properties(registry);
        }

        @Test
        void hasTheTables() {
            assertThat(template.queryForObject("SELECT count(*) FROM customer", Long.class))
                    .isNotNull();
        }
    }

    @Nested
    @JooqTest
    @ContextConfiguration(classes = Application.class)
    final class OfJooq {

        private final DSLContext jooq;

        OfJooq(@Autowired DSLContext jooq) {
            this.jooq = jooq;
        }

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            properties(registry);
        }

        @Test
        void hasTheTables() {
            assertThat(jooq.fetchCount(jooq.selectFrom("customer"))).isNotNegative();
        }
    }

    /** With JPA's test database: H2, which the very same migrations run on. */
    @Nested
    @DataJpaTest(properties = "spring.jpa.hibernate.ddl-auto=validate")
    @ContextConfiguration(classes = Application.class)
    final class OnAnEmbeddedDatabase {

        private final EntityManager entities;

        OnAnEmbeddedDatabase(@Autowired EntityManager entities) {
            this.entities = entities;
        }

        @Test
        void hasTheTables() {
            entities.persist(new Customer("Ada", "London"));
            entities.flush();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Customer.class)
    static class Application {}
}
