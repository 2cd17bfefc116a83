package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.spring.MigrateProperties.NamedDatabase;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The names below {@code lifeguard.migrate.datasources}. */
final class DatabaseNames {

    private static final String DATABASES = MigrateProperties.PREFIX + ".datasources";

    private DatabaseNames() {}

    /** All that are not switched off; each is a migrator. */
    static SortedSet<String> of(Environment environment) {
        Map<String, NamedDatabase> named =
                Binder.get(environment)
                        .bind(DATABASES, Bindable.mapOf(String.class, NamedDatabase.class))
                        .orElse(Map.of());
        SortedSet<String> names = new TreeSet<>();
        named.forEach(
                (name, database) -> {
                    if (database.enabled()) {
                        names.add(name);
                    }
                });
        return names;
    }
}
