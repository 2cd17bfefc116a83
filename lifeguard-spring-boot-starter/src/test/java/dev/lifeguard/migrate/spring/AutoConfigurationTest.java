package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

final class AutoConfigurationTest {

    private final Database database = TestPostgres.create();

    @Test
    void appliesWhatIsPendingBeforeTheApplicationRuns() {
        StarterRunner.on(database)
                .run(
                        context -> {
                            assertThat(context).hasNotFailed().hasSingleBean(Migrator.class);
                            assertThat(database.applied())
                                    .containsExactly("create_customer", "add_city");
                        });
    }

    @Test
    void readsTheFilesOfAnotherTool(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("1_one.up.sql"), "CREATE TABLE one (id int);");

        StarterRunner.on(database)
                .withPropertyValues(
                        "lifeguard.migrate.locations=filesystem:" + directory,
                        "lifeguard.migrate.layout=golang-migrate")
                .run(context -> assertThat(database.applied()).containsExactly("one"));
    }

    @Test
    void aStartThatWouldRepeatWhatAToolAppliedIsRefused(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("1_one.up.sql"), "CREATE TABLE one (id int);");
        database.execute(
                "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean); INSERT"
                        + " INTO schema_migrations VALUES (1, false)");

        StarterRunner.on(database)
                .withPropertyValues(
                        "lifeguard.migrate.locations=filesystem:" + directory,
                        "lifeguard.migrate.layout=golang-migrate")
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessageContaining(
                                                "public.schema_migrations holds what golang-migrate"
                                                        + " applied to this database (1 migration)")
                                        .hasMessageContaining(
                                                "lifeguard-migrate import golang-migrate"));
        assertThat(database.hasTable("one")).isFalse();
    }

    @Test
    void aValueMayHoldWhatLooksLikeTheNameOfAProperty() {
        StarterRunner.on(database)
                .withPropertyValues("lifeguard.migrate.placeholders.owner=\\${MIGRATIONS_OWNER}")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void hibernateChecksItsEntitiesAfterTheMigrations() {
        StarterRunner.withJpa(database)
                .run(
                        context ->
                                assertThat(context)
                                        .hasNotFailed()
                                        .hasSingleBean(EntityManagerFactory.class));
    }

    @Test
    void hibernateWaitsAlsoWhereBeansAreMadeLazily() {
        StarterRunner.withJpa(database)
                .withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(
                        context ->
                                context.addBeanFactoryPostProcessor(
                                        new org.springframework.boot
                                                .LazyInitializationBeanFactoryPostProcessor()))
                .run(
                        context -> {
                            assertThat(database.applied()).hasSize(2);
                            assertThat(context.getBean(EntityManagerFactory.class)).isNotNull();
                        });
    }

    @Test
    void aPoolOfOneConnectionIsEnough() {
        StarterRunner.on(database)
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> assertThat(database.applied()).hasSize(2));
    }

    @Test
    void templatesAndJooqWait() {
        StarterRunner.on(database)
                .run(
                        context -> {
                            for (Class<?> reader : List.of(JdbcTemplate.class, DSLContext.class)) {
                                String name = context.getBeanNamesForType(reader)[0];
                                assertThat(
                                                context.getBeanFactory()
                                                        .getBeanDefinition(name)
                                                        .getDependsOn())
                                        .contains("lifeguardMigrationInitializer");
                            }
                        });
    }

    @Test
    void beansOfTheUserThatSayThatTheyReadWait() {
        StarterRunner.on(database)
                .withUserConfiguration(Readers.class)
                .run(
                        context ->
                                assertThat(context.getBean(Reader.class).customers())
                                        .isEqualTo(0L));
    }

    @Test
    void isOffWhereTheUserSaysSo() {
        StarterRunner.on(database)
                .withPropertyValues("lifeguard.migrate.enabled=false")
                .run(
                        context -> {
                            assertThat(context).doesNotHaveBean(Migrator.class);
                            assertThat(database.hasTable("lifeguard_migrations")).isFalse();
                        });
    }

    @Test
    void aMigratorOfTheUserTakesThePlaceAndRuns() {
        StarterRunner.on(database)
                .withUserConfiguration(OwnMigrator.class)
                .run(
                        context -> {
                            assertThat(context).hasSingleBean(Migrator.class);
                            assertThat(database.applied()).containsExactly("create_parcel");
                        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Readers {

        @Bean
        @DependsOnDatabaseInitialization
        Reader reader(DataSource dataSource) {
            return new Reader(new JdbcTemplate(dataSource));
        }
    }

    /** Reads while it is made. */
    static final class Reader implements InitializingBean {

        private final JdbcTemplate template;
        private long customers = -1;

        Reader(JdbcTemplate template) {
            this.template = template;
        }

        @Override
        public void afterPropertiesSet() {
            Long count = template.queryForObject("SELECT count(*) FROM customer", Long.class);
            customers = count == null ? -1 : count;
        }

        long customers() {
            return customers;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMigrator {

        @Bean
        Migrator own(DataSource dataSource) {
            return Migrator.builder(dataSource)
                    .source(dev.lifeguard.migrate.source.MigrationSource.at("classpath:db/other"))
                    .build();
        }
    }
}
