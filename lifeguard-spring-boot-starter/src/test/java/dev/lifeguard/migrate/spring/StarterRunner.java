package dev.lifeguard.migrate.spring;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Applications as they are with the starter on the class path. */
final class StarterRunner {

    private StarterRunner() {}

    /** With nothing that needs a data source. */
    static ApplicationContextRunner bare() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                LifeguardMigrateAutoConfiguration.class,
                                DataSourceAutoConfiguration.class));
    }

    /** Without any setting. */
    static ApplicationContextRunner plain() {
        return bare().withConfiguration(
                        AutoConfigurations.of(
                                DataSourceInitializationAutoConfiguration.class,
                                DataSourceTransactionManagerAutoConfiguration.class,
                                TransactionAutoConfiguration.class,
                                JdbcTemplateAutoConfiguration.class,
                                JooqAutoConfiguration.class));
    }

    /** With a data source of a database. */
    static ApplicationContextRunner on(TestPostgres.Database database) {
        return plain().withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=postgres",
                        "spring.datasource.hikari.maximum-pool-size=2");
    }

    /** With JPA, whose entities are checked against the tables. */
    static ApplicationContextRunner withJpa(TestPostgres.Database database) {
        return on(database)
                .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withUserConfiguration(CustomerApplication.class)
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=validate");
    }
}
