package dev.lifeguard.migrate.source;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file's name says: a migration's version, name and part, or why it says nothing. */
sealed interface MigrationFileName {

    /** A file of SQL: a whole migration, or one half of a pair. */
    record Sql(MigrationVersion version, String name, Part part) implements MigrationFileName {}

    /** A file of Java. */
    record Java(MigrationVersion version, String name) implements MigrationFileName {}

    /** A name that fits no pattern; the reason says what would. */
    record Invalid(String reason) implements MigrationFileName {}

    /** Which part of a migration a file of SQL holds. */
    enum Part {
        WHOLE,
        UP,
        DOWN
    }

    /** The width of the state table's column {@code name}. */
    int MAX_NAME_LENGTH = 255;

    /** A file of SQL: version, name, and for one half of a pair which. */
    Pattern SQL =
            Pattern.compile(
                    "([0-9]{14})_([\\p{L}\\p{N}_-][\\p{L}\\p{N}_.-]*?)(\\.up|\\.down)?\\.sql");

    /** A file of Java, which is named as the class that it holds. */
    Pattern JAVA = Pattern.compile("m([0-9]{14})_([\\p{L}\\p{N}_]+)\\.java");

    /** Whether a file must be a migration, by its ending. */
    static boolean concerns(String simpleName) {
        String lower = simpleName.toLowerCase(Locale.ROOT);
        return lower.endsWith(".sql") || lower.endsWith(".java");
    }

    /** Reads the last part of a path. */
    static MigrationFileName parse(String simpleName) {
        Matcher sql = SQL.matcher(simpleName);
        Matcher java = JAVA.matcher(simpleName);
        boolean isSql = sql.matches() && !endsInOddCase(sql.group(2));
        if (!isSql && !java.matches()) {
            return new Invalid("fits no pattern of a migration. " + NearestName.advice(simpleName));
        }
        Matcher parts = isSql ? sql : java;
        Optional<MigrationVersion> version = version(parts.group(1));
        if (version.isEmpty()) {
            return new Invalid(
                    "has the version %s, a date and time that does not exist. %s"
                            .formatted(parts.group(1), NearestName.advice(simpleName)));
        }
        String name = parts.group(2);
        if (name.length() > MAX_NAME_LENGTH) {
            return new Invalid(
                    "has a name of %d characters. Shorten it to at most %d."
                            .formatted(name.length(), MAX_NAME_LENGTH));
        }
        return isSql
                ? new Sql(version.get(), name, part(parts.group(3)))
                : new Java(version.get(), name);
    }

    /** A suffix in another case is no suffix, and would make a down file an up migration. */
    private static boolean endsInOddCase(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".up") || lower.endsWith(".down");
    }

    private static Part part(@org.jspecify.annotations.Nullable String suffix) {
        if (suffix == null) {
            return Part.WHOLE;
        }
        return suffix.equals(".up") ? Part.UP : Part.DOWN;
    }

    private static Optional<MigrationVersion> version(String digits) {
        try {
            return Optional.of(MigrationVersion.parse(digits));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }
}
