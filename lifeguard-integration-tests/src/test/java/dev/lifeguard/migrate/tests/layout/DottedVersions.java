package dev.lifeguard.migrate.tests.layout;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Substitution;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code V1.10__name.sql}, part by part: 1.10 comes after 1.9, and 1.0 is 1. */
final class DottedVersions implements Layout {

    private static final Pattern NAME =
            Pattern.compile("(?<prefix>[VR])(?<version>[0-9._]*?)__(?<name>.*)\\.sql");

    /** The one order of all of this layout. */
    private static final Comparator<MigrationVersion> BY_PARTS =
            (one, other) -> Arrays.compare(parts(one), parts(other));

    @Override
    public boolean concerns(String path) {
        return path.endsWith(".sql");
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        return files.stream().map(DottedVersions::read).toList();
    }

    private static Found read(MigrationFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return new Found.Refused(file, "fits no pattern. Name it \"V1.0__name.sql\".");
        }
        ScriptForm form = ScriptForm.of(Part.WHOLE, Marks.none()).with(Substitution.ALWAYS);
        String label = name.group("version").replace('_', '.');
        return name.group("prefix").equals("R")
                ? new Found.Repeatable(file, name.group("name"), form)
                : new Found.Versioned(
                        file, new MigrationVersion(number(label), label), name.group("name"), form);
    }

    /** The same for all ways to write a version, and hardly the same for two versions. */
    static long number(String label) {
        byte[] written = Arrays.toString(parts(label)).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(written);
            return ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long[] parts(MigrationVersion version) {
        return parts(version.toString());
    }

    private static long[] parts(String label) {
        return Pattern.compile("\\.")
                .splitAsStream(label.replaceAll("(\\.0+)+$", ""))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(BY_PARTS);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        long major = newest == null ? 0 : parts(newest)[0];
        return Map.of("V%s__%s.sql".formatted(major + 1, name), "");
    }
}
