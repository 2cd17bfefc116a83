package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A name for a new migration that is the name of a file in the layout already, as {@code R__views}
 * and {@code V2__users} are in Flyway's: written as {@code V3__R_views.sql} it would run as
 * something else than it says.
 */
final class FormedName {

    /** A name that no layout means anything by, unless all names are good to it. */
    private static final String PLAIN = "name";

    private FormedName() {}

    /**
     * Refuses one.
     *
     * @param text of a new file of the layout
     * @throws ConfigurationException when the layout would read a file of that name as something
     */
    static void refuse(Path directory, String wanted, Layout layout, String text)
            throws IOException {
        String stem = wanted.strip().replaceFirst("(?i)\\.sql$", "");
        boolean begins = !stem.isEmpty() && Character.isLetter(stem.charAt(0));
        if (!begins || stem.indexOf('/') >= 0 || found(PLAIN, layout, text).isPresent()) {
            return;
        }
        Optional<Found> found = found(stem, layout, text);
        if (found.isPresent()) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            refusal(wanted, found.get(), directory.resolve(fileName(stem)))),
                    null);
        }
    }

    private static String refusal(String wanted, Found found, Path file) {
        return switch (found) {
            case Found.Versioned versioned when versioned.form().part() != Part.DOWN ->
                    ("The name \"%s\" has a version, and what is generated gets the next one. Say"
                                    + " what it does alone: %s.")
                            .formatted(wanted, versioned.name());
            case Found.Versioned versioned -> byHand(wanted, "the way back of a migration", file);
            case Found.Repeatable repeatable ->
                    byHand(wanted, "a repeatable migration, which has no version", file);
            case Found.Hook hook -> byHand(wanted, "a hook, which has no version", file);
            case Found.Baseline baseline ->
                    byHand(wanted, "a migration that stands for all older ones", file);
            case Found.Refused refused -> refused.reason();
            case Found.LeftOut left -> left.reason();
        };
    }

    private static String byHand(String wanted, String kind, Path file) {
        return "The name \"%s\" is that of %s. Write the file \"%s\" yourself: its statements are all that it holds."
                .formatted(wanted, kind, file);
    }

    /** What a file of that name would be; empty where that is no migration and no hook. */
    private static Optional<Found> found(String stem, Layout layout, String text)
            throws IOException {
        String name = fileName(stem);
        return layout.concerns(name)
                ? layout.read(List.of(new NamedText(name, text))).stream()
                        .filter(each -> !(each instanceof Found.Refused))
                        .filter(each -> !(each instanceof Found.LeftOut))
                        .findFirst()
                : Optional.empty();
    }

    private static String fileName(String stem) {
        return stem + MigrationFileName.SQL_ENDING;
    }

    private record NamedText(String name, String text) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
