package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.MigrationVersion;

/** What a file's name says: a migration's version, name and part, or why it says nothing. */
sealed interface MigrationFileName {

    /** A file of SQL: a whole migration, one half of a pair, or what stands for many. */
    record Sql(MigrationVersion version, String name, Part part) implements MigrationFileName {}

    /** A file of Java. */
    record Java(MigrationVersion version, String name) implements MigrationFileName {}

    /** A file of SQL that is applied whenever it was edited. */
    record Repeatable(String name) implements MigrationFileName {}

    /** A script that runs at certain moments of a run. */
    record Hook(Moment moment) implements MigrationFileName {}

    /** A name that fits no pattern; the reason says what would. */
    record Invalid(String reason) implements MigrationFileName {}

    /** Which part of a migration a file of SQL holds. */
    enum Part {
        WHOLE(""),
        UP(".up"),
        DOWN(".down"),
        BASELINE(".baseline");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }

        ScriptForm form() {
            return switch (this) {
                case WHOLE -> ScriptForm.SECTIONS;
                case UP, BASELINE -> ScriptForm.UP_ONLY;
                case DOWN -> ScriptForm.DOWN_ONLY;
            };
        }
    }

    /** The width of the state table's column {@code name}. */
    int MAX_NAME_LENGTH = 255;

    /** How many digits a version has. */
    int VERSION_DIGITS = 14;

    /** How a file of SQL ends. */
    String SQL_ENDING = ".sql";

    /** How a file of Java ends. */
    String JAVA_ENDING = ".java";

    /** How a file of Java begins, as the class in it, which cannot begin with a digit. */
    String JAVA_PREFIX = "m";

    /** Whether a file must be a migration, by its ending. */
    static boolean concerns(String simpleName) {
        return endsWith(simpleName, SQL_ENDING) || endsWith(simpleName, JAVA_ENDING);
    }

    private static boolean endsWith(String name, String ending) {
        int at = name.length() - ending.length();
        return name.regionMatches(true, at, ending, 0, ending.length());
    }

    /** Reads the last part of a path. */
    static MigrationFileName parse(String simpleName) {
        char first = simpleName.charAt(0);
        if (first < '0' || first > '9') {
            MigrationFileName unversioned = UnversionedName.parse(simpleName);
            if (unversioned != null) {
                return unversioned;
            }
        }
        boolean java = simpleName.endsWith(JAVA_ENDING);
        String ending = java ? JAVA_ENDING : SQL_ENDING;
        int start = java ? JAVA_PREFIX.length() : 0;
        int nameStart = start + VERSION_DIGITS + 1;
        int nameEnd = simpleName.length() - ending.length();
        if (!simpleName.endsWith(ending)
                || nameStart >= nameEnd
                || (java && !simpleName.startsWith(JAVA_PREFIX))
                || simpleName.charAt(nameStart - 1) != '_') {
            return unlike(simpleName);
        }
        String stem = simpleName.substring(nameStart, nameEnd);
        Part part = java ? Part.WHOLE : part(stem);
        String name = stem.substring(0, stem.length() - part.suffix.length());
        // What is almost a suffix is none, and would make a down file an up migration.
        if (!areDigits(simpleName, start, nameStart - 1)
                || !isName(name, java)
                || (!java && NearestName.hasPart(name))) {
            return unlike(simpleName);
        }
        long digits = Long.parseLong(simpleName, start, nameStart - 1, 10);
        if (!MigrationVersion.isMoment(digits)) {
            return new Invalid(
                    "has the version %s, a date and time that does not exist. %s"
                            .formatted(
                                    simpleName.substring(start, nameStart - 1),
                                    NearestName.advice(simpleName)));
        }
        if (name.length() > MAX_NAME_LENGTH) {
            return tooLong(name);
        }
        MigrationVersion version = MigrationVersion.of(digits);
        return java ? new Java(version, name) : new Sql(version, name, part);
    }

    /** A name that the column of names does not hold. */
    static Invalid tooLong(String name) {
        return new Invalid(
                "has a name of %s characters. Shorten it to at most %s."
                        .formatted(name.length(), MAX_NAME_LENGTH));
    }

    private static Invalid unlike(String simpleName) {
        if (UnreadableName.is(simpleName)) {
            return new Invalid("has " + UnreadableName.reason() + ".");
        }
        return new Invalid("fits no pattern of a migration. " + NearestName.advice(simpleName));
    }

    private static Part part(String stem) {
        if (stem.endsWith(Part.UP.suffix)) {
            return Part.UP;
        }
        if (stem.endsWith(Part.BASELINE.suffix)) {
            return Part.BASELINE;
        }
        return stem.endsWith(Part.DOWN.suffix) ? Part.DOWN : Part.WHOLE;
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Letters, digits and _ of any script; in SQL also -, and a dot where it is not the first. */
    static boolean isName(String name, boolean java) {
        int at = 0;
        while (at < name.length()) {
            int character = name.codePointAt(at);
            boolean fits =
                    Character.isLetter(character)
                            || isNumber(character)
                            || character == '_'
                            || (!java && (character == '-' || (character == '.' && at > 0)));
            if (!fits) {
                return false;
            }
            at += Character.charCount(character);
        }
        return !name.isEmpty();
    }

    private static boolean isNumber(int character) {
        int type = Character.getType(character);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }
}
