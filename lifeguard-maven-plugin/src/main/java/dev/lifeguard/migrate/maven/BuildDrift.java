package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Drift;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import dev.lifeguard.migrate.inspect.snapshot.NamedSchema;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.plan.MigrationStatus;
import java.util.List;
import javax.sql.DataSource;

/**
 * A build's comparison of a database with what its applied migrations make.
 *
 * @param ignored patterns for the names of objects that may differ
 */
record BuildDrift(NamedDatabaseMojo mojo, BuildScratch scratch, List<String> ignored) {

    List<Difference> differences(MigrationStatus status, DataSource live) {
        Drift.requireApplied(status, mojo.catalog());
        DatabaseProduct product = mojo.database().product();
        new NamedSchema(product, mojo.schema()).requireThatOfUrl(live, "drift");
        List<String> roles =
                product == DatabaseProduct.POSTGRESQL ? TargetOfExplain.roles(live) : List.of();
        return scratch.with(
                product,
                server ->
                        new Drift(server, mojo::plain, OwnTables.of(mojo.table().table()))
                                .differences(
                                        live,
                                        status,
                                        mojo.sources(),
                                        roles,
                                        new IgnoredObjects(ignored)));
    }
}
