package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.StartupMigrations;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * What is made after what, where an application has more than one thing that changes a database.
 */
final class OrderTest {

    private final Database database = TestPostgres.create();

    private static List<String> dependsOn(ApplicationContextRunner application, String bean) {
        List<String> found = new ArrayList<>();
        application.run(
                context -> {
                    assertThat(context).hasNotFailed();
                    String[] names =
                            context.getBeanFactory().getBeanDefinition(bean).getDependsOn();
                    found.addAll(names == null ? List.of() : List.of(names));
                });
        return found;
    }

    @Test
    void readersWaitForAMigratorOfTheUser() {
        assertThat(
                        dependsOn(
                                StarterRunner.on(database)
                                        .withUserConfiguration(TwoMigrators.class),
                                "jdbcTemplate"))
                .contains("first", "second", "lifeguardMigrationInitializer");
        assertThat(database.hasTable("customer")).isTrue();
        assertThat(database.hasTable("parcel")).isTrue();
    }

    @Test
    void scriptsOfSpringBootRunAfterTheMigrations() {
        StarterRunner.on(database)
                .withPropertyValues(
                        "spring.sql.init.mode=always",
                        "spring.sql.init.data-locations=classpath:after_migrations.sql")
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(database.query("SELECT name FROM customer"))
                                    .containsExactly("of a script");
                        });
    }

    @Test
    void hibernateMayBeToldToComeBeforeScripts() {
        StarterRunner.withJpa(database)
                .withPropertyValues(
                        "spring.jpa.defer-datasource-initialization=true",
                        "spring.sql.init.mode=always",
                        "spring.sql.init.data-locations=classpath:after_migrations.sql")
                .run(
                        context -> {
                            assertThat(context)
                                    .hasNotFailed()
                                    .hasSingleBean(EntityManagerFactory.class);
                            assertThat(database.query("SELECT name FROM customer"))
                                    .containsExactly("of a script");
                        });
    }

    /** What docs/spring-boot.md says for Spring Boot 3, which has the same classes. */
    @Test
    void theRecipeWithoutTheStarterComesBeforeHibernate() {
        StarterRunner.withJpa(database)
                .withPropertyValues("lifeguard.migrate.enabled=false")
                .withUserConfiguration(Recipe.class)
                .run(
                        context -> {
                            assertThat(context)
                                    .hasNotFailed()
                                    .hasSingleBean(EntityManagerFactory.class);
                            assertThat(database.applied()).hasSize(2);
                        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Recipe {

        @Bean
        DataSourceScriptDatabaseInitializer migrations(DataSource dataSource) {
            return new DataSourceScriptDatabaseInitializer(
                    dataSource, new DatabaseInitializationSettings()) {
                @Override
                public boolean initializeDatabase() {
                    StartupMigrations.run(dataSource, "classpath:db/migration");
                    return true;
                }
            };
        }
    }

    @Test
    void aRoutingDataSourceInFrontOfOthersMakesNoCycle() {
        Routes.database = database;
        StarterRunner.plain()
                .withUserConfiguration(Routes.class)
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(database.applied()).hasSize(2);
                        });
    }

    @Test
    void aUserAloneGoesToADataSourceThatTheApplicationMadeItself() {
        database.execute("DROP ROLE IF EXISTS owner_beside_bean");
        database.execute("CREATE ROLE owner_beside_bean LOGIN PASSWORD 'secret'");
        database.execute("GRANT CREATE ON SCHEMA public TO owner_beside_bean");
        StarterRunner.plain()
                .withBean(DataSource.class, database::dataSource)
                .withPropertyValues(
                        "lifeguard.migrate.user=owner_beside_bean",
                        "lifeguard.migrate.password=secret",
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/not_this_one")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(database.query("SELECT tableowner FROM pg_tables WHERE tablename = 'customer'"))
                .containsExactly("owner_beside_bean");
    }

    @Test
    void whatReadsWhileTheDataSourceIsMadeIsNoCycle() {
        StarterRunner.on(database)
                .withBean(
                        "reader", JdbcTemplate.class, () -> new JdbcTemplate(database.dataSource()))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(database.applied()).hasSize(2);
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoMigrators {

        @Bean
        Migrator first(DataSource dataSource) {
            return migrator(dataSource, "classpath:db/migration", "first_history");
        }

        @Bean
        @DependsOn("first")
        Migrator second(DataSource dataSource) {
            return migrator(dataSource, "classpath:db/other", "second_history");
        }

        private static Migrator migrator(DataSource dataSource, String location, String table) {
            return Migrator.builder(dataSource)
                    .source(MigrationSource.at(location))
                    .table(table)
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        static Database database = new Database("postgres");

        @Bean
        @Primary
        DataSource routing(DataSource writing, DataSource reading) {
            AbstractRoutingDataSource routing =
                    new AbstractRoutingDataSource() {
                        @Override
                        protected Object determineCurrentLookupKey() {
                            return "writing";
                        }
                    };
            routing.setTargetDataSources(Map.of("writing", writing, "reading", reading));
            routing.setDefaultTargetDataSource(writing);
            return routing;
        }

        @Bean
        DataSource writing() {
            return database.dataSource();
        }

        @Bean
        DataSource reading() {
            return database.dataSource();
        }
    }
}
