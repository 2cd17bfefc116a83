package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.source.Surroundings;
import java.util.Map;
import java.util.Optional;

/** What layouts may ask for where no database is asked: its URL tells what it is. */
record GivenSurroundings(Settings settings) implements Surroundings {

    @Override
    public Optional<String> database() {
        return settings.database()
                .url()
                .map(url -> DatabaseUrl.parse(url, settings.classPath()))
                .map(DatabaseUrl::product)
                .map(DatabaseProduct::product);
    }

    @Override
    public Map<String, String> placeholders() {
        return settings.placeholders().values();
    }
}
