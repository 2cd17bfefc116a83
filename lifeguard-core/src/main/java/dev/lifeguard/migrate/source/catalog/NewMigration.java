package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A migration file that was just written.
 *
 * @param version newer than every other one in the directory
 * @param name without version and file ending
 * @param file where it is
 */
public record NewMigration(MigrationVersion version, String name, Path file) {

    private static final int LONGEST_NAME = 100;
    private static final Pattern VERSIONED = Pattern.compile("(?:.*/)?m?([0-9]{14})[^/]*");
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    /** What a migration is written in. */
    public enum Language {
        /** A file with two sections. */
        SQL,
        /** A class with two methods. */
        JAVA
    }

    /**
     * Writes a file that does nothing yet, and the directory where that is missing.
     *
     * @throws ConfigurationException when the name holds no letter or digit
     * @throws IOException when the file cannot be written; see {@link #unwritable}
     */
    public static NewMigration write(Path directory, String wanted, Language language)
            throws IOException {
        return write(directory, wanted, language, (version, name) -> text(version, name, language));
    }

    /**
     * The same, of a migration that runs in batches.
     *
     * @throws ConfigurationException when the name holds no letter or digit
     * @throws IOException when the file cannot be written; see {@link #unwritable}
     */
    public static NewMigration writeBatches(
            Path directory, String wanted, Language language, BatchTemplate batches)
            throws IOException {
        return write(
                directory,
                wanted,
                language,
                (version, name) ->
                        switch (language) {
                            case SQL -> batches.sql();
                            case JAVA -> batches.java("m%s_%s".formatted(version, name));
                        });
    }

    private static NewMigration write(
            Path directory,
            String wanted,
            Language language,
            BiFunction<MigrationVersion, String, String> text)
            throws IOException {
        refuseUnversioned(directory, wanted);
        String name =
                switch (language) {
                    case SQL -> sanitized(wanted);
                    // A class's name has no dots and no dashes.
                    case JAVA -> sanitized(wanted).replaceAll("[.-]", "_");
                };
        Files.createDirectories(directory);
        MigrationVersion version = next(directory);
        requireTaken(directory, version, name, language);
        Path file = directory.resolve(fileName(version, name, language));
        Files.writeString(file, text.apply(version, name), StandardOpenOption.CREATE_NEW);
        return new NewMigration(version, name, file);
    }

    /**
     * The error for a file that cannot be written.
     *
     * @param reason the fault, as the caller's people say it, without a full stop
     */
    public static ConfigurationException unwritable(
            Path directory, String reason, IOException fault) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.FILE_NOT_FOUND,
                        ("The migration cannot be written into the directory \"%s\": %s. Check"
                                        + " that it is a directory and its permissions.")
                                .formatted(directory, reason)),
                fault);
    }

    /** Refuses what would be a file without a version. */
    private static void refuseUnversioned(Path directory, String wanted) {
        boolean hook = UnversionedText.hook(wanted).isPresent();
        if (!hook && UnversionedText.repeatable(wanted).isEmpty()) {
            return;
        }
        String stem = wanted.strip().replaceFirst("(?i)\\.sql$", "");
        String name =
                hook
                        ? stem.toLowerCase(Locale.ROOT)
                        : UnversionedText.REPEATABLE
                                + sanitized(stem.substring(UnversionedText.REPEATABLE.length()));
        throw refused(
                "The name \"%s\" is that of %s, which has no version. Write the file \"%s\" yourself: its statements are all that it holds."
                        .formatted(
                                wanted,
                                hook ? "a hook" : "a repeatable migration",
                                directory.resolve(name + MigrationFileName.SQL_ENDING)));
    }

    /**
     * Refuses a name that the directory's next reading would refuse, or take for half of a pair.
     */
    private static void requireTaken(
            Path directory, MigrationVersion version, String name, Language language) {
        String fileName = fileName(version, name, language);
        MigrationCatalog catalog = MigrationCatalog.of(List.of(Names.of(directory, fileName)));
        boolean refused =
                catalog.rejected().stream().anyMatch(each -> fileName.equals(each.file()));
        boolean whole =
                catalog.find(version.number()).filter(it -> it.name().equals(name)).isPresent();
        if (refused || !whole) {
            throw refused(
                    ("The name \"%s\" is that of one half of a migration, its way up or its way"
                                    + " back, and what is written is a whole one. Say what it does,"
                                    + " for example create_users.")
                            .formatted(name));
        }
    }

    /** Files of which nothing is known but their names. */
    private record Names(List<MigrationFile> files) implements MigrationSource {

        static Names of(Path directory, String another) {
            return new Names(
                    Stream.concat(
                                    MigrationSource.directory(directory).files().stream()
                                            .map(MigrationFile::name),
                                    Stream.of(another))
                            .<MigrationFile>map(Name::new)
                            .toList());
        }

        @Override
        public String description() {
            return "names";
        }
    }

    private record Name(String name) implements MigrationFile {

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }

    private static String fileName(MigrationVersion version, String name, Language language) {
        return switch (language) {
            case SQL -> "%s_%s.sql".formatted(version, name);
            case JAVA -> "m%s_%s.java".formatted(version, name);
        };
    }

    private static String text(MigrationVersion version, String name, Language language) {
        return switch (language) {
            case SQL -> ScriptOutline.TEMPLATE;
            case JAVA ->
                    """
                    import dev.lifeguard.migrate.schema.Migration;
                    import dev.lifeguard.migrate.schema.SchemaManager;

                    public final class m%s_%s implements Migration {

                        @Override
                        public void up(SchemaManager schema) {
                            %s
                        }

                        /**
                         * Where there is no way back, implement IrreversibleMigration in place of
                         * Migration; where there is nothing to undo, leave the body empty.
                         */
                        @Override
                        public void down(SchemaManager schema) {
                            %s
                        }
                    }
                    """
                            .formatted(
                                    version,
                                    name,
                                    JavaMigration.UP_TEMPLATE,
                                    JavaMigration.DOWN_TEMPLATE);
        };
    }

    /**
     * What a file name can hold: anything else between letters and digits becomes an underscore.
     */
    static String sanitized(String wanted) {
        String name =
                wanted.strip()
                        .replaceFirst("(?i)\\.(sql|java)$", "")
                        .replaceAll("[^\\p{L}\\p{N}.-]+", "_")
                        .replaceAll("^[_.-]+|[_.-]+$", "");
        if (name.isEmpty()) {
            throw refused(
                    "The name \"%s\" holds no letter and no digit. Say what the migration does, for"
                                    .formatted(wanted)
                            + " example create_users.");
        }
        if (name.length() > LONGEST_NAME) {
            throw refused(
                    "The name has %s characters. Shorten it to at most %s."
                            .formatted(name.length(), LONGEST_NAME));
        }
        return name;
    }

    private static MigrationVersion next(Path directory) {
        LocalDateTime now = LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
        MigrationVersion wanted = MigrationVersion.at(now);
        Optional<MigrationVersion> newest =
                MigrationSource.directory(directory).files().stream()
                        .map(MigrationFile::name)
                        .map(NewMigration::version)
                        .flatMap(Optional::stream)
                        .max(Comparator.comparingLong(MigrationVersion::number));
        return newest.filter(there -> there.number() >= wanted.number())
                .map(NewMigration::secondAfter)
                .orElse(wanted);
    }

    private static Optional<MigrationVersion> version(String fileName) {
        Matcher versioned = VERSIONED.matcher(fileName);
        try {
            return versioned.matches()
                    ? Optional.of(MigrationVersion.parse(versioned.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    private static MigrationVersion secondAfter(MigrationVersion version) {
        return MigrationVersion.at(LocalDateTime.parse(version.toString(), DIGITS).plusSeconds(1));
    }

    private static ConfigurationException refused(String message) {
        return new ConfigurationException(ErrorDetail.of(ErrorKind.CONFIGURATION, message), null);
    }
}
