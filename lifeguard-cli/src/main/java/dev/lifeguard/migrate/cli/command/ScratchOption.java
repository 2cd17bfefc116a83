package dev.lifeguard.migrate.cli.command;

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

    /** The server; empty for the usual one. */
    Optional<DatabaseUrl> url(Invocation invocation) {
        List<Path> classPath = invocation.settings().classPath();
        String given = option.text();
        if (given != null) {
            return Optional.of(DatabaseUrl.of(given, Path.of(""), Optional.empty(), classPath));
        }
        GivenDatabase configured = invocation.settings().scratch();
        return configured
                .url()
                .map(url -> DatabaseUrl.of(url, configured.base(), Optional.empty(), classPath));
    }
}
