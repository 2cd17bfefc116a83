package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Locale;
import java.util.Optional;

/** What a person names where a version is looked for: a repeatable migration, or a hook. */
public final class UnversionedText {

    /** What the name of a repeatable migration's file begins with. */
    public static final String REPEATABLE = Remedy.REPEATABLE;

    private UnversionedText() {}

    /** The repeatable migration of a text such as {@code r_views}, also with its file's ending. */
    public static Optional<MigrationVersion> repeatable(String text) {
        String name = withoutEnding(text.strip());
        return name.length() > REPEATABLE.length()
                        && name.regionMatches(true, 0, REPEATABLE, 0, REPEATABLE.length())
                ? Optional.of(MigrationVersion.ofRepeatable(name.substring(REPEATABLE.length())))
                : Optional.empty();
    }

    /** The hook of a text such as {@code before_up}, also with its file's ending. */
    public static Optional<Moment> hook(String text) {
        String word = withoutEnding(text.strip()).toLowerCase(Locale.ROOT);
        for (Moment moment : Moment.values()) {
            if (HookScript.word(moment).equals(word)) {
                return Optional.of(moment);
            }
        }
        return Optional.empty();
    }

    /**
     * Why a text is not the version that is needed, for the middle of a sentence; empty where it
     * names neither.
     */
    public static Optional<String> instead(String text) {
        if (hook(text).isPresent()) {
            return Optional.of(
                    "\"%s\" is a hook, which has no version and is no part of the history"
                            .formatted(text));
        }
        return repeatable(text)
                .map(
                        repeatable ->
                                "\"%s\" is a repeatable migration, and a version is needed: the 14"
                                                .formatted(text)
                                        + " digits of another one");
    }

    private static String withoutEnding(String text) {
        return text.endsWith(MigrationFileName.SQL_ENDING)
                ? text.substring(0, text.length() - MigrationFileName.SQL_ENDING.length())
                : text;
    }
}
