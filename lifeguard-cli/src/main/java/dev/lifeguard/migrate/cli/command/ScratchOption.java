package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.cli.settings.Settings.GivenDatabase;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import java.nio.file.Path;
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

    private static Optional<DatabaseUrl> read(GivenDatabase given, List<Path> classPath) {
        return given.url()
                .map(url -> DatabaseUrl.of(url, given.base(), Optional.empty(), classPath));
    }
}
