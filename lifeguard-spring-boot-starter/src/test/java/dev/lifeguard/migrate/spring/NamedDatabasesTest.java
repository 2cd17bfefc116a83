package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

final class NamedDatabasesTest {

    private final Database customers = TestPostgres.create();
    private final Database parcels = TestPostgres.create();

    private ApplicationContextRunner application() {
        return StarterRunner.bare()
                .withBean("customers", DataSource.class, customers::dataSource)
                .withBean("parcelsDataSource", DataSource.class, parcels::dataSource)
                .withPropertyValues(
                        "lifeguard.migrate.datasources.customers.locations=classpath:db/migration",
                        "lifeguard.migrate.datasources.parcels.locations=classpath:db/other");
    }

    @Test
    void eachHasAMigratorOfItsOwn() {
        application()
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(context.getBeansOfType(Migrator.class))
                                    .containsOnlyKeys("customersMigrator", "parcelsMigrator");
                            assertThat(customers.applied())
                                    .containsExactly("create_customer", "add_city");
                            assertThat(parcels.applied()).containsExactly("create_parcel");
                        });
    }

    @Test
    void whatIsSaidForAllHoldsForEach() {
        application()
                .withPropertyValues(
                        "lifeguard.migrate.table=history",
                        "lifeguard.migrate.datasources.parcels.table=parcel_history")
                .run(
                        context -> {
                            assertThat(customers.hasTable("history")).isTrue();
                            assertThat(parcels.hasTable("parcel_history")).isTrue();
                        });
    }

    @Test
    void oneCanBeLeftOut() {
        application()
                .withPropertyValues("lifeguard.migrate.datasources.parcels.enabled=false")
                .run(
                        context -> {
                            assertThat(context.getBeansOfType(Migrator.class))
                                    .containsOnlyKeys("customersMigrator");
                            assertThat(parcels.hasTable("parcel")).isFalse();
                        });
    }

    @Test
    void oneMayBeAUrl() {
        StarterRunner.bare()
                .withPropertyValues(
                        "lifeguard.migrate.datasources.parcels.url=" + parcels.url(),
                        "lifeguard.migrate.datasources.parcels.user=postgres",
                        "lifeguard.migrate.datasources.parcels.locations=classpath:db/other")
                .run(context -> assertThat(parcels.applied()).containsExactly("create_parcel"));
    }

    @Test
    void whatReadsOneWaitsForAll() {
        application()
                .withBean(
                        "parcelTemplate",
                        JdbcTemplate.class,
                        () -> new JdbcTemplate(parcels.dataSource()))
                .run(
                        context ->
                                assertThat(
                                                context.getBeanFactory()
                                                        .getBeanDefinition("parcelTemplate")
                                                        .getDependsOn())
                                        .contains("customersMigrator", "parcelsMigrator")
                                        .contains("lifeguardMigrationInitializer"));
    }

    @Test
    void aCustomizerIsToldWhichOneItIs() {
        List<String> told = new ArrayList<>();
        application()
                .withBean(MigratorCustomizer.class, () -> telling(told))
                .run(context -> assertThat(told).contains("customersMigrator", "parcelsMigrator"));
    }

    private static MigratorCustomizer telling(List<String> told) {
        return new MigratorCustomizer() {
            @Override
            public void customize(MigratorBuilder builder) {}

            @Override
            public void customize(String migrator, MigratorBuilder builder) {
                told.add(migrator);
            }
        };
    }

    @Test
    void migrationsThatAreBeansBelongToTheQualifiedOne() {
        application()
                .withBean(ForParcels.class)
                .run(
                        context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(parcels.hasTable("parcel_note")).isTrue();
                            assertThat(customers.hasTable("parcel_note")).isFalse();
                        });
    }

    @Test
    void aMigrationOfNobodyIsRefused() {
        application()
                .withBean("stray", Stray.class)
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessage(
                                                "There are several databases, and nothing says for"
                                                        + " which of them these migrations are:"
                                                        + " stray."));
    }

    @Qualifier("parcels")
    static final class ForParcels implements Migration {

        @Override
        public long version() {
            return 20240105000000L;
        }

        @Override
        public String name() {
            return "create_parcel_note";
        }

        @Override
        public void up(SchemaManager schema) {
            schema.execute("CREATE TABLE parcel_note (id bigint)");
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DROP TABLE parcel_note");
        }
    }

    static final class Stray implements Migration {

        @Override
        public void up(SchemaManager schema) {}

        @Override
        public void down(SchemaManager schema) {}
    }
}
