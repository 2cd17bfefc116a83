package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that a database is made of: what each file holds, and what else migrations depend on.
 *
 * @param parts the digest of each part, by its name
 */
record MigrationDigest(Map<String, String> parts) {

    private static final String FILE = "file ";

    /** A migration that only adds to what older ones made. */
    private static final Pattern VERSIONED =
            Pattern.compile(FILE + "\\d+ (?:.*/)?m?[0-9]{14}_[^/]*");

    MigrationDigest {
        parts = Map.copyOf(parts);
    }

    /**
     * Reads everything.
     *
     * @param classPath what migrations in Java are compiled with
     * @param settings whatever else matters
     */
    static MigrationDigest of(List<MigrationSource> sources, List<Path> classPath, String settings)
            throws IOException {
        Map<String, String> parts = new TreeMap<>();
        parts.put("settings", digest(settings.getBytes(StandardCharsets.UTF_8)));
        for (int at = 0; at < sources.size(); at++) {
            for (MigrationFile file : sources.get(at).files()) {
                parts.put(FILE + at + " " + file.name(), digest(file.open()));
            }
        }
        for (Path entry : classPath) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    parts.put("class path " + file, digest(Files.newInputStream(file)));
                }
            }
        }
        return new MigrationDigest(parts);
    }

    /** Whether what makes this one only adds versioned migrations to what made another one. */
    boolean continues(MigrationDigest earlier) {
        return parts.entrySet().containsAll(earlier.parts.entrySet())
                && parts.keySet().stream()
                        .filter(name -> !earlier.parts.containsKey(name))
                        .allMatch(name -> VERSIONED.matcher(name).matches());
    }

    /** A line for each part. */
    List<String> lines() {
        return new TreeMap<>(parts)
                .entrySet().stream().map(part -> part.getValue() + " " + part.getKey()).toList();
    }

    /** Reads what {@link #lines} gives. */
    static MigrationDigest ofLines(List<String> lines) {
        Map<String, String> parts = new TreeMap<>();
        for (String line : lines) {
            int space = Math.max(0, line.indexOf(' '));
            parts.put(line.substring(space + 1), line.substring(0, space));
        }
        return new MigrationDigest(parts);
    }

    private static String digest(InputStream content) throws IOException {
        try (DigestInputStream reading = new DigestInputStream(content, sha256())) {
            reading.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(reading.getMessageDigest().digest());
        }
    }

    private static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
