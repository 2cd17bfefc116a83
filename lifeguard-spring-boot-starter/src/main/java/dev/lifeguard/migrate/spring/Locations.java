package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DatabaseDriver;

/** Where the migrations of one database are. */
record Locations(MigratorSettings settings, DataSource dataSource) {

    private static final String VENDOR = "{vendor}";

    /** Where convert keeps the files as they were. */
    private static final String CONVERTED = "/.converted";

    /** The sources that the settings name, and the migrations that are beans. */
    List<MigrationSource> sources(List<Migration> migrations) {
        List<MigrationSource> sources = new ArrayList<>();
        if (migrations.isEmpty() || !settings.hasDefaultLocations() || defaultIsThere()) {
            Layout layout = settings.fileLayout();
            for (String location : withVendor()) {
                sources.add(MigrationSource.at(location, layout));
            }
        }
        if (!migrations.isEmpty()) {
            sources.add(MigrationSource.of(migrations.toArray(Migration[]::new)));
        }
        return sources;
    }

    /** The files of a layout: where that is not the settings', those that were converted. */
    List<MigrationSource> sources(Layout layout) {
        String folder = layout.equals(settings.fileLayout()) ? "" : CONVERTED;
        return withVendor().stream()
                .map(location -> MigrationSource.at(location + folder, layout))
                .toList();
    }

    /** An application whose migrations are all beans needs no folder, and says nothing of one. */
    private boolean defaultIsThere() {
        try {
            return !MigrationSource.at(MigrateProperties.DEFAULT_LOCATION, settings.fileLayout())
                    .files()
                    .isEmpty();
        } catch (ConfigurationException missing) {
            return missing.kind() != ErrorKind.FILE_NOT_FOUND;
        }
    }

    private List<String> withVendor() {
        List<String> locations = settings.locations();
        if (locations.stream().noneMatch(location -> location.contains(VENDOR))) {
            return locations;
        }
        String vendor = vendor();
        return locations.stream().map(location -> location.replace(VENDOR, vendor)).toList();
    }

    private String vendor() {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            DatabaseDriver driver = DatabaseDriver.fromProductName(product);
            if (driver == DatabaseDriver.UNKNOWN) {
                throw new DataSourceChoiceException(
                        "A location holds {vendor}, and the name of the database, \"%s\", has no short form that is known."
                                .formatted(product),
                        "Name the folder in lifeguard.migrate.locations without {vendor}.",
                        null);
            }
            return driver.getId();
        } catch (SQLException unreachable) {
            throw new DataSourceChoiceException(
                    "A location holds {vendor}, and the database does not tell its name: %s."
                            .formatted(unreachable.getMessage()),
                    "Start the database, or name the folder in lifeguard.migrate.locations without"
                            + " {vendor}.",
                    unreachable);
        }
    }
}
