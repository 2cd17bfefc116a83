package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a file without a version says: a repeatable migration's, or a hook's. */
final class UnversionedName {

    private static final String PREFIX = "r_";

    /** What other tools name repeatable migrations like, too. */
    private static final Pattern FLYWAY = Pattern.compile("(?is)r__+(.*)\\.(sql|java)");

    /** The moments of Flyway's callbacks that are those of hooks. */
    private static final Map<String, Moment> CALLBACKS =
            Map.of(
                    "beforemigrate", Moment.BEFORE_UP,
                    "aftermigrate", Moment.AFTER_UP,
                    "beforeeachmigrate", Moment.BEFORE_MIGRATION,
                    "aftereachmigrate", Moment.AFTER_MIGRATION);

    private UnversionedName() {}

    /** Null where it is neither, nor was meant to be. */
    static @Nullable MigrationFileName parse(String simpleName) {
        if (simpleName.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return repeatable(simpleName);
        }
        int dot = simpleName.lastIndexOf('.');
        String stem = simpleName.substring(0, dot).toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
        for (Moment moment : Moment.values()) {
            if (simpleName.equals(fileName(moment))) {
                return new MigrationFileName.Hook(moment);
            }
            if (stem.equals(word(moment))) {
                return new MigrationFileName.Invalid(
                        "is almost named like a hook. Name it \"%s\", and write it in SQL."
                                .formatted(fileName(moment)));
            }
        }
        Moment callback = CALLBACKS.get(stem);
        return callback == null
                ? null
                : new MigrationFileName.Invalid(
                        "is named like a callback of Flyway's. Name it \"%s\", and look at what it"
                                        .formatted(fileName(callback))
                                + " does.");
    }

    private static String fileName(Moment moment) {
        return word(moment) + MigrationFileName.SQL_ENDING;
    }

    private static String word(Moment moment) {
        return moment.name().toLowerCase(Locale.ROOT);
    }

    private static MigrationFileName repeatable(String simpleName) {
        Matcher flyway = FLYWAY.matcher(simpleName);
        if (flyway.matches()) {
            return refused("is named like a repeatable migration of Flyway's", flyway.group(1));
        }
        int dot = simpleName.lastIndexOf('.');
        String name = simpleName.substring(PREFIX.length(), Math.max(dot, PREFIX.length()));
        String ending = simpleName.substring(dot);
        if (ending.equalsIgnoreCase(MigrationFileName.JAVA_ENDING)) {
            return refused("is a repeatable migration in Java; those are written in SQL", name);
        }
        if (name.isEmpty()) {
            return new MigrationFileName.Invalid(
                    "has no name behind \"r_\". Name it \"r_NAME.sql\".");
        }
        if (UnreadableName.is(simpleName)) {
            return new MigrationFileName.Invalid("has " + UnreadableName.reason() + ".");
        }
        if (NearestName.hasPart(name)) {
            return refused(
                    "is named like one half of a pair; a repeatable migration has no way back",
                    NearestName.withoutParts(name));
        }
        if (!simpleName.startsWith(PREFIX)
                || !ending.equals(MigrationFileName.SQL_ENDING)
                || !MigrationFileName.isName(name, false)) {
            return refused("fits no pattern of a repeatable migration", name);
        }
        return name.length() > MigrationFileName.MAX_NAME_LENGTH
                ? MigrationFileName.tooLong(name)
                : new MigrationFileName.Repeatable(name);
    }

    private static MigrationFileName.Invalid refused(String what, String name) {
        String nearest = NearestName.name(name.replaceFirst("^[_.]+", ""), false);
        return new MigrationFileName.Invalid("%s. Name it \"r_%s.sql\".".formatted(what, nearest));
    }
}
