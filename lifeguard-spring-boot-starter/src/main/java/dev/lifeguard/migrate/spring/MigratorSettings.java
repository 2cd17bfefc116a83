package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.source.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one database when everything was looked up; the properties say what each is.
 *
 * @param migrator the name of the migrator's bean
 */
record MigratorSettings(
        String migrator,
        List<String> locations,
        String layout,
        @Nullable String schema,
        String table,
        Duration lockTimeout,
        Duration lease,
        Duration connectTimeout,
        Duration tableLockTimeout,
        Duration tableLockRetry,
        String cancelBlockers,
        boolean outOfOrder,
        boolean group,
        LintMode lint,
        LintRules lintRules,
        Map<String, String> placeholders,
        @Nullable DatabaseProduct database,
        @Nullable String application,
        List<String> classPath) {

    /** Whether nobody said where the migrations are. */
    boolean hasDefaultLocations() {
        return locations.equals(List.of(MigrateProperties.DEFAULT_LOCATION));
    }

    /**
     * How the files are named and laid out.
     *
     * @throws DataSourceChoiceException when there is none of that name
     */
    Layout fileLayout() {
        // The layouts of other tools are read only where one is named.
        return layout.equals(LayoutName.OWN)
                ? Layout.own()
                : LayoutName.find(layout)
                        .orElseThrow(
                                () ->
                                        new DataSourceChoiceException(
                                                LayoutName.unknown(layout, "\"" + layout + "\""),
                                                "Set lifeguard.migrate.layout to one of them.",
                                                null));
    }

    /** Says all of it but the locations, which need the database. */
    void applyTo(MigratorBuilder builder) {
        if (schema != null) {
            builder.schema(schema);
        }
        if (database != null) {
            builder.database(database);
        }
        if (application != null) {
            builder.application(application);
        }
        builder.table(table)
                .lockTimeout(lockTimeout)
                .lease(lease)
                .connectTimeout(connectTimeout)
                .tableLockTimeout(tableLockTimeout)
                .tableLockRetry(tableLockRetry)
                .cancelBlockers(cancelBlockers)
                .outOfOrder(outOfOrder ? OutOfOrder.ALLOW : OutOfOrder.REFUSE)
                .grouping(group ? Grouping.ALL : Grouping.NONE);
        placeholders.forEach(builder::placeholder);
        for (String entry : classPath) {
            builder.classPath(Path.of(entry));
        }
    }
}
