package dev.lifeguard.migrate.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** What this program was built from, and what it runs on. */
public final class BuildFacts {

    private final Properties facts = new Properties();

    /** Reads what the build left. */
    public BuildFacts() {
        try (InputStream stream =
                Objects.requireNonNull(
                        BuildFacts.class.getResourceAsStream(
                                "/dev/lifeguard/migrate/cli/build.properties"))) {
            facts.load(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All of it, a line each. */
    public String[] lines() {
        return new String[] {
            "lifeguard-migrate " + fact("version"),
            "commit     " + fact("commit"),
            "Java       %s (%s)"
                    .formatted(Runtime.version(), System.getProperty("java.vendor", "unknown")),
            "PostgreSQL %s embedded".formatted(fact("postgresql"))
        };
    }

    /** The major version of the embedded PostgreSQL, as its data directory names it. */
    public String postgresqlMajor() {
        String version = fact("postgresql");
        return version.substring(0, version.indexOf('.'));
    }

    /** Of the program. */
    public String version() {
        return fact("version");
    }

    /** The system and the processor, as the names of archives have them: {@code linux-amd64}. */
    public static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return (system.startsWith("mac") ? "macos" : system.replaceAll(" .*", ""))
                + "-"
                + switch (processor) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    default -> processor;
                };
    }

    private String fact(String name) {
        return facts.getProperty(name, "unknown");
    }
}
