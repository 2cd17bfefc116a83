package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** There is a database to migrate. */
final class DatabaseCondition extends AnyNestedCondition {

    DatabaseCondition() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    /** A data source of the application. */
    @ConditionalOnBean(DataSource.class)
    static final class OfDataSource {}

    /** Somewhere to connect to. */
    @ConditionalOnBean(MigratorConnectionDetails.class)
    static final class OfConnectionDetails {}

    /** Somewhere to connect to without a data source. */
    @ConditionalOnBean(JdbcConnectionDetails.class)
    static final class OfJdbcConnectionDetails {}

    /** A migrator that the application made, with a data source that is no bean. */
    @ConditionalOnBean(Migrator.class)
    static final class OfMigrator {}

    /** A database for migrations alone. */
    @ConditionalOnProperty("lifeguard.migrate.url")
    static final class OfUrl {}

    /** Several databases by name. */
    @Conditional(NamedDatabases.class)
    static final class OfNames {}

    /** Whether there are databases by name. */
    static final class NamedDatabases extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(
                ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean any = !DatabaseNames.of(context.getEnvironment()).isEmpty();
            return new ConditionOutcome(
                    any, ConditionMessage.of("lifeguard.migrate.datasources has names: %s", any));
        }
    }

    /** Whether there are none. */
    static final class OnlyDatabase extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(
                ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConditionOutcome named = new NamedDatabases().getMatchOutcome(context, metadata);
            return new ConditionOutcome(!named.isMatch(), named.getConditionMessage());
        }
    }
}
