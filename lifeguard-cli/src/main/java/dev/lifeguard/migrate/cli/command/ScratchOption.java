package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.cli.settings.Settings.GivenDatabase;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.scratch.LikeTarget;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --scratch-url} of the commands that make a scratch database. */
final class ScratchOption {

    private final TextArgument option =
            TextArgument.of(
                    OptionSpec.builder("--scratch-url")
                            .paramLabel("URL")
                            .description(
                                    "A server on which a scratch database may be made and dropped"
                                            + " (an embedded PostgreSQL). LIFEGUARD_SCRATCH_URL."));

    ArgSpec spec() {
        return option.spec();
    }

    /** Whether it stands on the command line. */
    boolean isGiven() {
        return option.text() != null;
    }

    /** The server; empty for the usual one. A database of H2 tells its settings itself. */
    Optional<DatabaseUrl> url(Invocation invocation) {
        List<Path> classPath = invocation.settings().classPath();
        String given = option.text();
        if (given != null) {
            return Optional.of(DatabaseUrl.of(given, Path.of(""), Optional.empty(), classPath));
        }
        return read(invocation.settings().scratch(), classPath)
                .or(
                        () ->
                                read(invocation.settings().database(), classPath)
                                        .filter(url -> url.product() == DatabaseProduct.H2));
    }

    /**
     * Opens it. On PostgreSQL its databases look for names as the one that is named does, where
     * that can be asked.
     */
    ScratchServer open(Invocation invocation) {
        ScratchServer server =
                ScratchServer.open(invocation.product(), url(invocation), invocation.caller());
        return isAskable(invocation)
                ? new LikeTarget(server, invocation.database().dataSource())
                : server;
    }

    private static boolean isAskable(Invocation invocation) {
        if (invocation.settings().database().url().isEmpty()
                || invocation.product() != DatabaseProduct.POSTGRESQL) {
            return false;
        }
        try (Connection connection = invocation.database().dataSource().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException | LifeguardException away) {
            return false;
        }
    }

    private static Optional<DatabaseUrl> read(GivenDatabase given, List<Path> classPath) {
        return given.url()
                .map(url -> DatabaseUrl.of(url, given.base(), Optional.empty(), classPath));
    }
}
