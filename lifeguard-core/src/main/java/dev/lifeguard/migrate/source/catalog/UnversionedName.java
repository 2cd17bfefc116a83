package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a file without a version says: a repeatable migration's, or a hook's. */
final class UnversionedName {

    private static final String PREFIX = UnversionedText.REPEATABLE;

    /** What other tools name repeatable migrations like, too. */
    private static final Pattern FLYWAY = Pattern.compile("(?is)r__+(.*)\\.(sql|java)");

    /** What is meant as a repeatable migration, too. */
    private static final Pattern REPEATABLE =
            Pattern.compile("(?is)(?:r[-. ]+|repeatable[-_. ]+)(.*)\\.(?:sql|java)");

    private static final List<String> RUN = List.of("up", "ups", "all", "run", "migrateup");

    private static final List<String> MIGRATION =
            List.of(
                    "migration",
                    "migrations",
                    "each",
                    "every",
                    "eachmigration",
                    "everymigration",
                    "eachup");

    /** The moments of Flyway's callbacks that are those of hooks. */
    private static final Map<String, Moment> CALLBACKS =
            Map.of(
                    "beforemigrate", Moment.BEFORE_UP,
                    "aftermigrate", Moment.AFTER_UP,
                    "beforeeachmigrate", Moment.BEFORE_MIGRATION,
                    "aftereachmigrate", Moment.AFTER_MIGRATION);

    /** What hooks are called by those who do not remember. */
    private static final Map<String, Moment> ALMOST = almost();

    private static final Set<String> OF_DOWN =
            Set.of("beforedown", "afterdown", "predown", "postdown");

    private UnversionedName() {}

    private static Map<String, Moment> almost() {
        Map<String, Moment> almost = new HashMap<>();
        for (String when : List.of("before", "pre")) {
            RUN.forEach(what -> almost.put(when + what, Moment.BEFORE_UP));
            MIGRATION.forEach(what -> almost.put(when + what, Moment.BEFORE_MIGRATION));
        }
        for (String when : List.of("after", "post", "behind")) {
            RUN.forEach(what -> almost.put(when + what, Moment.AFTER_UP));
            MIGRATION.forEach(what -> almost.put(when + what, Moment.AFTER_MIGRATION));
        }
        return Map.copyOf(almost);
    }

    /** Null where it is neither, nor was meant to be. */
    static @Nullable MigrationFileName parse(String simpleName) {
        if (simpleName.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return repeatable(simpleName);
        }
        Matcher repeatable = REPEATABLE.matcher(simpleName);
        if (repeatable.matches()) {
            return refused("is almost named like a repeatable migration", repeatable.group(1));
        }
        for (Moment moment : Moment.values()) {
            if (simpleName.equals(fileName(moment))) {
                return new MigrationFileName.Hook(moment);
            }
        }
        return almostHook(simpleName);
    }

    private static @Nullable MigrationFileName almostHook(String simpleName) {
        int dot = simpleName.lastIndexOf('.');
        String word =
                NearestName.withoutParts(simpleName.substring(0, dot))
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]", "");
        Moment callback = CALLBACKS.get(word);
        if (callback != null) {
            return new MigrationFileName.Invalid(
                    "is named like a callback of Flyway's. Name it \"%s\", and look at what it does."
                            .formatted(fileName(callback)));
        }
        if (OF_DOWN.contains(word)) {
            return new MigrationFileName.Invalid(
                    "is named like a hook that there is not: down has none of its own."
                            + " before_migration.sql and after_migration.sql run in down, too.");
        }
        Moment meant = ALMOST.get(word);
        if (meant == null) {
            return null;
        }
        boolean sql = simpleName.toLowerCase(Locale.ROOT).endsWith(MigrationFileName.SQL_ENDING);
        return new MigrationFileName.Invalid(
                "is almost named like a hook. Name it \"%s\"%s."
                        .formatted(fileName(meant), sql ? "" : ", and write it in SQL"));
    }

    private static String fileName(Moment moment) {
        return HookScript.word(moment) + MigrationFileName.SQL_ENDING;
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
