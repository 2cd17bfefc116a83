package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.source.Surroundings;
import java.util.Map;
import java.util.Optional;

/**
 * What layouts may ask for where no database is asked.
 *
 * @param product which one it is, where that is known
 */
record BuildSurroundings(Optional<DatabaseProduct> product, Map<String, String> placeholders)
        implements Surroundings {

    @Override
    public Optional<String> database() {
        return product.map(DatabaseProduct::product);
    }
}
