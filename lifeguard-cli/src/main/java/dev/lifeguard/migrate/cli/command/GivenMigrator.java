package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.source.MigrationSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What the settings say of each migrator, on whatever database. */
final class GivenMigrator {

    private GivenMigrator() {}

    /**
     * Begins one, in the schema of the connection.
     *
     * @param chosen what the database is, where its URL says so
     */
    static MigratorBuilder of(
            Settings settings,
            Optional<DatabaseProduct> chosen,
            DataSource dataSource,
            List<MigrationSource> sources) {
        MigratorBuilder builder =
                Migrator.builder(dataSource)
                        .table(settings.table().table())
                        .outOfOrder(
                                settings.defaults().outOfOrder()
                                        ? OutOfOrder.ALLOW
                                        : OutOfOrder.REFUSE)
                        .grouping(settings.defaults().group() ? Grouping.ALL : Grouping.NONE);
        sources.forEach(builder::source);
        chosen.ifPresent(builder::database);
        settings.placeholders().values().forEach(builder::placeholder);
        settings.classPath().forEach(builder::classPath);
        return builder;
    }
}
