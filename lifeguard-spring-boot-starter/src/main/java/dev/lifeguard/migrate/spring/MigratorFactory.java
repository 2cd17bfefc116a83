package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.layouts.traces.FirstRunCheck;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import dev.lifeguard.migrate.spring.MigrateProperties.NamedDatabase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.util.ClassUtils;

/** Makes migrators of what properties and beans say. */
final class MigratorFactory {

    private static final String LINT = "dev.lifeguard.migrate.lint.LintCheck";

    private final MigrateProperties properties;
    private final @Nullable String application;
    private final DataSourceChoice choice;
    private final ListableBeanFactory beans;

    MigratorFactory(
            MigrateProperties properties,
            @Nullable String application,
            DataSourceChoice choice,
            ListableBeanFactory beans) {
        this.properties = properties;
        this.application = application;
        this.choice = choice;
        this.beans = beans;
    }

    /** That of the only database; it has all migrations that are beans. */
    Migrator only() {
        List<Migration> migrations =
                beans.getBeanProvider(Migration.class).orderedStream().toList();
        return migrator(properties.settings(), choice.ofApplication(), migrations);
    }

    /** That of one of several databases; it has the beans that are qualified with its name. */
    Migrator named(String name) {
        NamedDatabase named = Objects.requireNonNull(properties.datasources().get(name));
        requireQualified();
        List<Migration> migrations =
                List.copyOf(
                        BeanFactoryAnnotationUtils.qualifiedBeansOfType(
                                        beans, Migration.class, name)
                                .values());
        DataSource dataSource = choice.ofNamed(name, named);
        return migrator(properties.settings(name, named), dataSource, migrations);
    }

    /** None is left out in silence. */
    private void requireQualified() {
        Set<String> unqualified =
                new TreeSet<>(List.of(beans.getBeanNamesForType(Migration.class)));
        for (String name : properties.datasources().keySet()) {
            unqualified.removeIf(
                    bean -> BeanFactoryAnnotationUtils.isQualifierMatch(name::equals, bean, beans));
        }
        if (!unqualified.isEmpty()) {
            throw new DataSourceChoiceException(
                    "There are several databases, and nothing says for which of them these migrations are: %s."
                            .formatted(String.join(", ", unqualified)),
                    "Put @Qualifier on each, with a name of lifeguard.migrate.datasources: %s."
                            .formatted(
                                    String.join(
                                            ", ",
                                            new TreeSet<>(properties.datasources().keySet()))),
                    null);
        }
    }

    private Migrator migrator(
            MigratorSettings settings, DataSource dataSource, List<Migration> migrations) {
        MigratorBuilder builder = Migrator.builder(dataSource);
        if (application != null && !application.isBlank()) {
            builder.application(application);
        }
        settings.applyTo(builder);
        List<MigrationSource> sources = new Locations(settings, dataSource).sources(migrations);
        sources.forEach(builder::source);
        builder.check(firstRun(settings, dataSource, sources));
        lint(settings, dataSource, sources, beans).ifPresent(builder::check);
        beans.getBeanProvider(MigrationListener.class).orderedStream().forEach(builder::listener);
        beans.getBeanProvider(PlanCheck.class).orderedStream().forEach(builder::check);
        beans.getBeanProvider(MigratorCustomizer.class)
                .orderedStream()
                .forEach(customizer -> customizer.customize(settings.migrator(), builder));
        return builder.build();
    }

    /** What looks for unsafe migrations, where it is asked for. */
    private static Optional<PlanCheck> lint(
            MigratorSettings settings,
            DataSource dataSource,
            List<MigrationSource> sources,
            ListableBeanFactory beans) {
        if (settings.lint() == LintMode.OFF) {
            return Optional.empty();
        }
        if (!ClassUtils.isPresent(LINT, null)) {
            throw new DataSourceChoiceException(
                    "lifeguard.migrate.lint is set, and lifeguard-inspect is not on the class"
                            + " path.",
                    "Add the dependency dev.lifeguard:lifeguard-inspect, or leave the property"
                            + " out.",
                    null);
        }
        return Optional.of(LintOnStart.check(settings, dataSource, sources, beans));
    }

    /**
     * Refuses to repeat what another tool applied, where the files are or were that tool's. Other
     * applications are not asked for a second connection, which a pool of one gives late or never.
     */
    private static PlanCheck firstRun(
            MigratorSettings settings, DataSource dataSource, List<MigrationSource> sources) {
        return plan -> {
            if (!plan.status().applied().isEmpty()) {
                return List.of();
            }
            String tool = FormerVersions.tool(sources).orElse(settings.layout());
            return tool.equals(LayoutName.OWN)
                    ? List.of()
                    : new FirstRunCheck(
                                    (layout, history) ->
                                            reader(settings, dataSource, layout)
                                                    .planImport(history),
                                    tool,
                                    "lifeguard-migrate import %s")
                            .check(plan);
        };
    }

    /** For an import of the same files; it has nothing of the application's beans. */
    private static Migrator reader(
            MigratorSettings settings, DataSource dataSource, Layout layout) {
        MigratorBuilder builder = Migrator.builder(dataSource);
        settings.applyTo(builder);
        new Locations(settings, dataSource).sources(layout).forEach(builder::source);
        return builder.build();
    }
}
