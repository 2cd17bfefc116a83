package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import dev.lifeguard.migrate.spring.actuate.LifeguardEndpoint;
import dev.lifeguard.migrate.spring.actuate.LifeguardEndpointAutoConfiguration;
import dev.lifeguard.migrate.spring.actuate.LifeguardHealthAutoConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The endpoint {@code lifeguard} and the health of that name. */
final class ActuatorTest {

    private final Database database = TestPostgres.create();

    private ApplicationContextRunner application() {
        return with(StarterRunner.on(database));
    }

    private static ApplicationContextRunner with(ApplicationContextRunner application) {
        return application
                .withConfiguration(
                        AutoConfigurations.of(
                                LifeguardEndpointAutoConfiguration.class,
                                LifeguardHealthAutoConfiguration.class))
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=*",
                        "management.endpoints.jmx.exposure.include=*",
                        "spring.jmx.enabled=true");
    }

    private static Health health(ApplicationContext context) {
        HealthIndicator indicator =
                context.getBean("lifeguardHealthContributor", HealthIndicator.class);
        return health(indicator);
    }

    private static LifeguardEndpoint.Database told(ApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean(LifeguardEndpoint.class)
                        .databases()
                        .migrators()
                        .get("lifeguardMigrator"));
    }

    private static Health health(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health());
    }

    @Test
    void isUpWhereAllIsApplied() {
        application()
                .run(
                        context -> {
                            Health health = health(context);
                            assertThat(health.getStatus()).isEqualTo(Status.UP);
                            assertThat(health.getDetails())
                                    .isEqualTo(
                                            Map.of(
                                                    "applied", 2,
                                                    "pending", List.of(),
                                                    "ahead", List.of(),
                                                    "partWay", List.of()));
                        });
    }

    @Test
    void isOutOfServiceWhereSomethingIsPending() {
        application()
                .run(
                        context -> {
                            context.getBean(Migrator.class).down(Target.steps(1));
                            Health health = health(context);
                            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                            assertThat(health.getDetails())
                                    .containsEntry("pending", List.of("20240102000000 add_city"));
                        });
    }

    @Test
    void isUpWhereTheDatabaseIsAhead() {
        application()
                .run(
                        context -> {
                            database.execute(
                                    "INSERT INTO lifeguard_migrations (version, name, checksum,"
                                            + " applied_at) VALUES (20250101000000, 'newer',"
                                            + " repeat('0', 64), now())");
                            Health health = health(context);
                            assertThat(health.getStatus()).isEqualTo(Status.UP);
                            assertThat(health.getDetails())
                                    .containsEntry("ahead", List.of("20250101000000"));
                        });
    }

    @Test
    void isDownWhereSomethingStoppedPartWay() {
        application()
                .run(
                        context -> {
                            database.execute(
                                    "UPDATE lifeguard_migrations SET success = false,"
                                            + " statements_done = 1 WHERE version ="
                                            + " 20240102000000");
                            Health health = health(context);
                            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                            assertThat(health.getDetails())
                                    .containsEntry("partWay", List.of("20240102000000 add_city"));
                        });
    }

    @Test
    void isDownWhereAFileWasEdited() {
        application()
                .run(
                        context -> {
                            database.execute(
                                    "UPDATE lifeguard_migrations SET checksum = repeat('0', 64)"
                                            + " WHERE version = 20240101000000");
                            Health health = health(context);
                            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                            assertThat(String.valueOf(health.getDetails().get("problems")))
                                    .startsWith("[LG-304 Migration 20240101000000");
                        });
    }

    @Test
    void hasAPartForEachOfSeveralDatabases() {
        Database other = TestPostgres.create();
        with(StarterRunner.bare())
                .withBean("customers", DataSource.class, database::dataSource)
                .withBean("parcels", DataSource.class, other::dataSource)
                .withPropertyValues(
                        "lifeguard.migrate.datasources.customers.locations=classpath:db/migration",
                        "lifeguard.migrate.datasources.parcels.locations=classpath:db/other")
                .run(
                        context -> {
                            CompositeHealthContributor all =
                                    context.getBean(CompositeHealthContributor.class);
                            assertThat(all.stream().map(entry -> entry.name()))
                                    .containsExactlyInAnyOrder(
                                            "customersMigrator", "parcelsMigrator");
                        });
    }

    @Test
    void canBeSwitchedOff() {
        application()
                .withPropertyValues("management.health.lifeguard.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthContributor.class));
    }

    @Test
    void theEndpointTellsHowThingsStand() {
        application()
                .run(
                        context -> {
                            context.getBean(Migrator.class).down(Target.steps(1));
                            LifeguardEndpoint.Database told = told(context);
                            assertThat(told.applied())
                                    .singleElement()
                                    .satisfies(
                                            one -> {
                                                assertThat(one.version())
                                                        .isEqualTo(20240101000000L);
                                                assertThat(one.name()).isEqualTo("create_customer");
                                                assertThat(one.checksum()).hasSize(64);
                                            });
                            assertThat(told.pending())
                                    .containsExactly(
                                            new LifeguardEndpoint.Pending(
                                                    20240102000000L,
                                                    null,
                                                    "add_city",
                                                    false,
                                                    null));
                            assertThat(told.problems()).isEmpty();
                        });
    }

    @Test
    void theEndpointSaysWhyItKnowsNothing() {
        application()
                .run(
                        context -> {
                            database.execute("DROP TABLE lifeguard_migrations CASCADE");
                            database.execute("CREATE VIEW lifeguard_migrations AS SELECT 1 AS x");
                            LifeguardEndpoint.Database told = told(context);
                            assertThat(told.error()).isNotNull();
                        });
    }
}
