package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

final class DataSourceChoiceTest {

    private final Database application = TestPostgres.create();
    private final Database other = TestPostgres.create();

    @Test
    void aUrlTakesThePlaceOfTheDataSource() {
        StarterRunner.on(application)
                .withPropertyValues(
                        "lifeguard.migrate.url=" + other.url(), "lifeguard.migrate.user=postgres")
                .run(context -> assertThat(other.applied()).hasSize(2));
        assertThat(application.hasTable("lifeguard_migrations")).isFalse();
    }

    @Test
    void aUrlIsEnoughWithoutAnyDataSource() {
        StarterRunner.plain()
                .withPropertyValues(
                        "lifeguard.migrate.url=" + other.url(), "lifeguard.migrate.user=postgres")
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(other.applied()).hasSize(2);
                        });
    }

    @Test
    void connectionDetailsAreEnough() {
        StarterRunner.plain()
                .withBean(MigratorConnectionDetails.class, () -> new Details(other.url()))
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(other.applied()).hasSize(2);
                        });
    }

    @Test
    void aUserAloneGoesToWhereTheDataSourceDoes() {
        application.execute("DROP ROLE IF EXISTS owner_of_tables");
        application.execute("CREATE ROLE owner_of_tables LOGIN PASSWORD 'secret'");
        application.execute("GRANT CREATE ON SCHEMA public TO owner_of_tables");

        StarterRunner.on(application)
                .withPropertyValues(
                        "lifeguard.migrate.user=owner_of_tables",
                        "lifeguard.migrate.password=secret")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(
                        application.query(
                                "SELECT tableowner FROM pg_tables WHERE tablename = 'customer'"))
                .containsExactly("owner_of_tables");
    }

    @Test
    void aMarkedDataSourceComesBeforeAll() {
        StarterRunner.on(application)
                .withBean("migrations", Marked.class, () -> new Marked(other))
                .withPropertyValues("lifeguard.migrate.url=jdbc:postgresql://127.0.0.1:1/none")
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(other.applied()).hasSize(2);
                        });
    }

    @Test
    void aMarkedOneThatNobodyElseTakesLeavesTheApplicationItsOwn() {
        Primaries.databases = new Database[] {other};
        StarterRunner.on(application)
                .withUserConfiguration(OwnerOfTables.class)
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(other.applied()).hasSize(2);
                            assertThat(application.hasTable("customer")).isFalse();
                        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnerOfTables {

        @Bean(defaultCandidate = false)
        @MigratorDataSource
        DataSource ownerOfTables() {
            return Primaries.databases[0].dataSource();
        }
    }

    @Test
    void thePrimaryDataSourceIsTheOne() {
        Primaries.databases = new Database[] {application, other};
        StarterRunner.plain()
                .withUserConfiguration(Primaries.class)
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(application.applied()).hasSize(2);
                            assertThat(other.hasTable("customer")).isFalse();
                        });
    }

    @Test
    void aProxyOfADataSourceIsOne() {
        StarterRunner.plain()
                .withBean(
                        DataSource.class,
                        () -> new LazyConnectionDataSourceProxy(application.dataSource()))
                .run(context -> assertThat(application.applied()).hasSize(2));
    }

    @Test
    void theVendorIsAPartOfALocation() {
        StarterRunner.on(application)
                .withPropertyValues(
                        "lifeguard.migrate.locations="
                                + "classpath:db/migration,classpath:db/vendor/{vendor}")
                .run(
                        context ->
                                assertThat(application.applied())
                                        .containsExactly(
                                                "create_customer", "add_city", "create_note"));
    }

    @Test
    void hibernateIsToldWhichSchemasAreManaged() {
        StarterRunner.on(application)
                .run(
                        context -> {
                            ManagedSchemas managed = context.getBean(ManagedSchemas.class);
                            assertThat(
                                            managed.getSchemaManagement(
                                                    context.getBean(DataSource.class)))
                                    .isEqualTo(SchemaManagement.MANAGED);
                            assertThat(managed.getSchemaManagement(other.dataSource()))
                                    .isEqualTo(SchemaManagement.UNMANAGED);
                        });
    }

    @Test
    void withAUrlOfItsOwnEachSchemaMayBeManaged() {
        StarterRunner.on(application)
                .withPropertyValues(
                        "lifeguard.migrate.url=" + other.url(), "lifeguard.migrate.user=postgres")
                .run(
                        context ->
                                assertThat(
                                                context.getBean(ManagedSchemas.class)
                                                        .getSchemaManagement(
                                                                context.getBean(DataSource.class)))
                                        .isEqualTo(SchemaManagement.MANAGED));
    }

    @Test
    void withoutAnyDatabaseNothingIsMade() {
        StarterRunner.plain()
                .withClassLoader(new FilteredClassLoader("com.zaxxer.hikari", "org.h2"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Migrator.class));
    }

    private record Details(String url) implements MigratorConnectionDetails {

        @Override
        public String user() {
            return "postgres";
        }

        @Override
        public @Nullable String password() {
            return null;
        }
    }

    @MigratorDataSource
    static final class Marked extends DelegatingDataSource {

        Marked(Database database) {
            super(database.dataSource());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Primaries {

        static Database[] databases = {};

        @Bean
        @Primary
        DataSource first() {
            return databases[0].dataSource();
        }

        @Bean
        DataSource second() {
            return databases[1].dataSource();
        }
    }
}
