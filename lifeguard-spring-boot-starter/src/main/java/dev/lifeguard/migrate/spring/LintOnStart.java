package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.lint.ExcludedFiles;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintCheck;
import dev.lifeguard.migrate.lint.LintCheck.Refusal;
import dev.lifeguard.migrate.lint.LintSettings;
import dev.lifeguard.migrate.lint.WrittenLintSettings;
import dev.lifeguard.migrate.lint.WrittenLintSettings.Written;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

/** Has lint look before a run. Loaded only where it is asked for: its library may not be there. */
final class LintOnStart {

    private static final String POSTGRESQL = "PostgreSQL";

    private LintOnStart() {}

    static PlanCheck check(
            MigratorSettings settings,
            DataSource dataSource,
            List<MigrationSource> sources,
            ListableBeanFactory beans) {
        requirePostgresql(settings, dataSource);
        Predicate<String> excluded =
                ExcludedFiles.matching(
                        settings.lintRules().exclude(), "lifeguard.migrate.lint-rules.exclude");
        List<Path> classPath = settings.classPath().stream().map(Path::of).toList();
        return new LintCheck(
                inSchema(settings, lint(rules(settings.lintRules()), dataSource, beans)),
                () -> MigrationCatalog.of(sources, classPath),
                new ScriptRules(
                        Dialect.postgresql().lexerRules(),
                        new Placeholders(settings.placeholders())),
                refusal(settings.lint()),
                script -> !excluded.test(script.fileName()));
    }

    private static LintSettings rules(LintRules rules) {
        Map<String, Written> levels = new TreeMap<>();
        rules.level().forEach((name, level) -> levels.put(name, Written.of(level)));
        return new WrittenLintSettings(
                        levels,
                        Optional.ofNullable(rules.postgresVersion()).map(Written::of),
                        Optional.ofNullable(rules.smallTable()).map(Written::of))
                .read();
    }

    /**
     * Knows what is in the database, where that gives it a connection beside that of the run; what
     * has only one would be waited for in vain.
     */
    private static Lint lint(LintSettings rules, DataSource dataSource, ListableBeanFactory beans) {
        List<DataSourcePoolMetadataProvider> providers =
                beans.getBeanProvider(DataSourcePoolMetadataProvider.class)
                        .orderedStream()
                        .toList();
        DataSourcePoolMetadata pool =
                new CompositeDataSourcePoolMetadataProvider(providers)
                        .getDataSourcePoolMetadata(dataSource);
        Integer most = pool == null ? null : pool.getMax();
        return most != null && most == 1 ? Lint.of(rules) : Lint.of(rules, dataSource);
    }

    private static Lint inSchema(MigratorSettings settings, Lint lint) {
        String schema = settings.schema();
        return schema == null ? lint : lint.beginningIn(schema);
    }

    private static Refusal refusal(LintMode mode) {
        return switch (mode) {
            case OFF, WARN -> Refusal.NEVER;
            case ERROR -> Refusal.OF_ERRORS;
        };
    }

    /** Asked when the migrator is made: during a run a pool of one has no other connection. */
    private static void requirePostgresql(MigratorSettings settings, DataSource dataSource) {
        DatabaseProduct named = settings.database();
        if (named != null) {
            Lint.require(named);
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals(POSTGRESQL)) {
                throw new DataSourceChoiceException(
                        "lifeguard.migrate.lint is set, and lint knows PostgreSQL only. The database is %s."
                                .formatted(product),
                        "Leave the property out.",
                        null);
            }
        } catch (SQLException unreachable) {
            throw new DataSourceChoiceException(
                    "lifeguard.migrate.lint is set, and the database does not tell what it is: %s."
                            .formatted(unreachable.getMessage()),
                    "Start the database, or leave the property out.",
                    unreachable);
        }
    }
}
