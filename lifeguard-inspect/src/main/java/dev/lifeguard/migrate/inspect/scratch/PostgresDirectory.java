package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.connect.file.UserCache;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.file.Path;

/** Where this program's own server of PostgreSQL for scratch databases is. */
final class PostgresDirectory {

    private PostgresDirectory() {}

    /** In the user's cache; without a home in the temporary directory. */
    static Path path() {
        try {
            Path otherwise =
                    Path.of(
                            System.getProperty("java.io.tmpdir"),
                            "lifeguard-migrate-" + System.getProperty("user.name"));
            return new UserCache(System.getenv()).orElse(otherwise).path().resolve("scratch");
        } catch (IOException unusable) {
            throw Refused.because(
                    "No directory for the scratch database's PostgreSQL could be made: %s. Name a server with --scratch-url."
                            .formatted(FaultText.of(unusable)),
                    unusable);
        }
    }
}
