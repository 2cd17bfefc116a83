package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.spring.MigrateProperties.NamedDatabase;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The names below {@code lifeguard.migrate.datasources}. */
final class DatabaseNames {

    private static final String PREFIX = MigrateProperties.PREFIX + ".datasources";

    private DatabaseNames() {}

    /** All that are not switched off; each is a migrator. */
    static SortedSet<String> of(Environment environment) {
        return new TreeSet<>(databases(environment).keySet());
    }

    /** The same with what is said of each. */
    static Map<String, NamedDatabase> databases(Environment environment) {
        Map<String, NamedDatabase> enabled = new TreeMap<>();
        Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, NamedDatabase.class))
                .orElse(Map.of())
                .forEach(
                        (name, database) -> {
                            if (database.enabled()) {
                                enabled.put(name, database);
                            }
                        });
        return enabled;
    }
}
