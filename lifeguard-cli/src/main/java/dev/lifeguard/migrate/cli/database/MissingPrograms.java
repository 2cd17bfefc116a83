package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.process.BuildFacts;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;

/**
 * The archives come without the programs of the embedded PostgreSQL, which are an archive of their
 * own: unpacked at the same place, it adds them to {@code lib}.
 */
final class MissingPrograms {

    private MissingPrograms() {}

    /** What says how to get them. */
    static ConfigurationException refused() {
        BuildFacts facts = new BuildFacts();
        String archive =
                "lifeguard-migrate-%s-postgresql-%s.tar.gz"
                        .formatted(facts.version(), BuildFacts.platform());
        return Refused.because(
                "The programs of the embedded PostgreSQL are not part of this installation. Get %s, which is released beside the archive of this one, and unpack it at the same place: tar -xzf %s -C \"%s\""
                        .formatted(archive, archive, place()));
    }

    /** Where the archive was unpacked: a jar in its {@code lib} has this class. */
    private static Path place() {
        CodeSource source = MissingPrograms.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(Objects.requireNonNull(source).getLocation().toURI()).normalize();
            return jar.resolve("../../..").normalize();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
