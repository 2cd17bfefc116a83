package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file's name says, as Flyway reads it with its default prefixes, separator and suffix.
 *
 * <p>The longest prefix that fits is the file's, so that {@code beforeMigrate.sql} is no baseline
 * and {@code afterMigrate.sql} nothing else. Prefixes tell capitals apart, suffixes do not. Source:
 * Flyway's class ResourceNameParser.
 *
 * @param prefix {@code V}, {@code U}, {@code R}, {@code B} or an event's id
 * @param version what stands between the prefix and the first {@code __}, empty where there is none
 * @param parsed the version of a migration that has one; null where what is written is none
 * @param description behind the first {@code __}, as it is written
 * @param suffix with its dot, in small letters; empty where there is none that is known
 */
record FlywayName(
        String prefix,
        String version,
        @Nullable MigrationVersion parsed,
        String description,
        String suffix) {

    static final String SQL = ".sql";
    static final String SETTINGS = ".conf";

    private static final String SEPARATOR = "__";
    private static final Set<String> SCRIPTS =
            Set.of(".cmd", ".bat", ".ps1", ".py", ".sh", ".bash");
    private static final Set<String> CODE = Set.of(".java", ".kt", ".groovy", ".scala", ".class");
    private static final String LETTERS = "VURB";

    /** The name of a path; empty where no prefix fits. */
    static Optional<FlywayName> of(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        String suffix = dot < 0 ? "" : file.substring(dot).toLowerCase(Locale.ROOT);
        String stem = file.substring(0, file.length() - suffix.length());
        return prefix(stem).map(prefix -> of(prefix, stem.substring(prefix.length()), suffix));
    }

    private static FlywayName of(String prefix, String rest, String suffix) {
        int at = rest.indexOf(SEPARATOR);
        String version = at < 0 ? rest : rest.substring(0, at);
        return new FlywayName(
                prefix,
                version,
                hasVersion(prefix) ? FlywayVersion.of(version).orElse(null) : null,
                at < 0 ? "" : rest.substring(at + SEPARATOR.length()),
                suffix);
    }

    private static Optional<String> prefix(String stem) {
        Optional<String> event = FlywayEvents.prefixOf(stem);
        return event.isPresent() || stem.isEmpty() || LETTERS.indexOf(stem.charAt(0)) < 0
                ? event
                : Optional.of(stem.substring(0, 1));
    }

    /** Whether a path is one of a migration's, a callback's, or of the settings of one. */
    static boolean concerns(String path) {
        if (endsWith(path, SQL) || endsWith(path, SQL + SETTINGS)) {
            return true;
        }
        // A class in another one is no migration.
        return path.indexOf('$') < 0
                && of(path).filter(name -> name.isForeign() && name.isValid()).isPresent();
    }

    /** In any capitals. */
    static boolean endsWith(String path, String ending) {
        int length = ending.length();
        return path.regionMatches(true, path.length() - length, ending, 0, length);
    }

    /** Whether it is no SQL. */
    boolean isForeign() {
        return isScript() || CODE.contains(suffix);
    }

    /** Whether it is a script of the shell's or another interpreter's. */
    boolean isScript() {
        return SCRIPTS.contains(suffix);
    }

    /** Whether it is a callback. */
    boolean isCallback() {
        return prefix.length() > 1;
    }

    private static boolean hasVersion(String prefix) {
        return prefix.length() == 1 && !prefix.equals("R");
    }

    /** Whether Flyway takes it: what has versions has one, and nothing else has. */
    boolean isValid() {
        return hasVersion(prefix) ? parsed != null : version.isEmpty();
    }

    /** The version of one that is valid and has versions. */
    MigrationVersion validVersion() {
        return Objects.requireNonNull(parsed, version);
    }

    /** What Flyway calls it: its description with blanks for the underscores. */
    String shown() {
        return shown(description);
    }

    /** The same of a description as it is written. */
    static String shown(String description) {
        return description.replace('_', ' ');
    }

    /** What people call it here; a file without a description is called by its version. */
    String name() {
        return description.isEmpty() ? prefix + version : description;
    }

    /** Whether a file that Flyway does not take was probably meant as a migration. */
    static boolean isAlmost(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.matches("(?i)[VURB](?:[0-9._-].*|__.*)");
    }
}
