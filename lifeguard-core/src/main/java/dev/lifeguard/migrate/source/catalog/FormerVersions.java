package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What migrations were called while their files were another tool's, by a file beside them: where
 * they were applied until then, the history has those names.
 */
public final class FormerVersions {

    /** The file, at the root of a source of this project's own layout. */
    public static final String FILE = "lifeguard-converted.tsv";

    private static final String REPEATABLE = UnversionedText.REPEATABLE;

    private static final int FIELDS = 4;

    /** A line of it that names the tool whose files they were. */
    private static final Pattern TOOL = Pattern.compile("tool\t(?<name>[^\t]+)");

    private final Map<Long, Former> byNumber = new HashMap<>();
    private final Set<MigrationVersion> versions = new HashSet<>();

    /**
     * One migration.
     *
     * @param version what it is called now
     * @param number the number of its version then
     * @param checksum of its file then
     * @param converted the checksum of the file as it was converted, whatever was edited since
     */
    public record Former(
            MigrationVersion version, long number, Checksum checksum, Checksum converted) {

        /**
         * As a line of the file.
         *
         * @param called what the migration is called now
         * @param former what it was called
         * @param checksum of its file then
         * @param converted of its file now
         */
        public static String line(
                String called, MigrationVersion former, Checksum checksum, Checksum converted) {
            String label = former.label();
            return "%s\t%s\t%s\t%s\t%s\n"
                    .formatted(
                            called,
                            former.number(),
                            checksum,
                            converted,
                            label == null ? "" : label.replaceAll("[\t\n\r]", " "));
        }
    }

    /** The line of the file that says whose files they were. */
    public static String toolLine(String tool) {
        return "tool\t%s\n".formatted(tool);
    }

    /**
     * Whose files were converted into the first source that has such a file; empty where none has.
     *
     * @throws ConfigurationException when a file is there and does not say it
     */
    public static Optional<String> tool(List<MigrationSource> sources) {
        return sources.stream()
                .filter(source -> source.layout().equals(Layout.own()))
                .flatMap(source -> source.files().stream())
                .filter(file -> file.name().endsWith("/" + FILE) || file.name().equals(FILE))
                .findFirst()
                .map(FormerVersions::tool);
    }

    private static String tool(MigrationFile file) {
        try (BufferedReader lines = lines(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher tool = TOOL.matcher(line);
                if (tool.matches()) {
                    return tool.group("name");
                }
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(file.name(), unreadable);
        }
        throw new ConfigurationException(
                ErrorDetail.of(
                                ErrorKind.CONFIGURATION,
                                ("\"%s\" does not say whose files were converted. Write it anew by"
                                                + " convert.")
                                        .formatted(file.name()))
                        .withFile(file.name()),
                null);
    }

    private static BufferedReader lines(MigrationFile file) throws IOException {
        return new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return byNumber.isEmpty();
    }

    /** The migration that had that number. */
    public Optional<Former> find(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** Adds those of a file. */
    void read(MigrationFile file, RejectedFiles rejected) {
        try {
            Integer line = add(file);
            if (line != null) {
                rejected.addMisnamed(
                        file.name(),
                        null,
                        "cannot be read in line %s. Write it anew by convert.".formatted(line));
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(file.name(), unreadable);
        }
    }

    /** Gives the number of the first line that cannot be read, or null. */
    private @Nullable Integer add(MigrationFile file) throws IOException {
        try (BufferedReader lines = lines(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!isBeside(line) && !addLine(line)) {
                    return number;
                }
            }
        }
        return null;
    }

    /** A line that is about no migration. */
    private static boolean isBeside(String line) {
        return line.startsWith("#") || line.isBlank() || TOOL.matcher(line).matches();
    }

    private boolean addLine(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length < FIELDS || !fields[1].matches("-?[0-9]{1,19}")) {
            return false;
        }
        try {
            MigrationVersion version =
                    fields[0].startsWith(REPEATABLE)
                            ? MigrationVersion.ofRepeatable(
                                    fields[0].substring(REPEATABLE.length()))
                            : MigrationVersion.parse(fields[0]);
            long former = Long.parseLong(fields[1]);
            Former added =
                    new Former(version, former, new Checksum(fields[2]), new Checksum(fields[3]));
            // A directory may be read twice; otherwise each was one migration, and became one.
            return added.equals(byNumber.get(former)) || isNew(added);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private boolean isNew(Former added) {
        return byNumber.putIfAbsent(added.number(), added) == null && versions.add(added.version());
    }
}
