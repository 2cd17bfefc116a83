package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a build makes scratch databases: on the server of a URL, else on an embedded PostgreSQL,
 * whose programs are fetched like those of {@code lifeguard:start}.
 *
 * @param url the server; empty for the usual one
 * @param downloads fetches the programs
 */
record BuildScratch(NamedDatabaseMojo mojo, Optional<String> url, Downloads downloads) {

    /** What the scratch databases of a product are, where it may be the server that says so. */
    DatabaseProduct product() {
        return named().map(DatabaseUrl::product)
                .or(mojo::product)
                .orElse(DatabaseProduct.POSTGRESQL);
    }

    /** Does it with a server for that product, which ends afterwards, or with the JVM. */
    <T> T with(DatabaseProduct product, Function<ScratchServer, T> work) {
        ScratchServer server = open(product);
        Thread hook = new Thread(server::close, "lifeguard-end-scratch");
        Runtime.getRuntime().addShutdownHook(hook);
        try (server) {
            return work.apply(server);
        } finally {
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It runs now.
        }
    }

    private ScratchServer open(DatabaseProduct product) {
        url.ifPresent(new Drivers(BuildScratch.class.getClassLoader())::require);
        Optional<DatabaseUrl> named = named();
        ServerArchive archive =
                named.isEmpty() && product == DatabaseProduct.POSTGRESQL
                        ? ServerArchive.of(null, downloads)
                        : new ServerArchive(Optional.empty());
        BuildCaller caller = new BuildCaller(mojo.getLog(), mojo.lockTimeout(), archive);
        return ScratchServer.open(product, named.or(() -> like(product)), caller);
    }

    /** A database of H2 tells its settings itself. */
    private Optional<DatabaseUrl> like(DatabaseProduct product) {
        return product == DatabaseProduct.H2 && mojo.isNamed()
                ? Optional.of(mojo.database())
                : Optional.empty();
    }

    private Optional<DatabaseUrl> named() {
        return url.map(
                text -> DatabaseUrl.of(text, mojo.folder(), Optional.empty(), mojo.classPath()));
    }
}
