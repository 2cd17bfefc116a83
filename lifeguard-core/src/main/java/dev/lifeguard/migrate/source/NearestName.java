package dev.lifeguard.migrate.source;

import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The valid file name that is nearest to an invalid one. */
final class NearestName {

    private static final String ANY_VERSION = "YYYYMMDDHHMMSS";
    private static final Pattern SHAPE =
            Pattern.compile("(?i)[muvr]?([0-9]*)[_\\s.-]*(.*?)(\\.up|\\.down)?\\.(sql|java)");

    private NearestName() {}

    /** A sentence that names it. */
    static String advice(String simpleName) {
        String nearest = nearest(simpleName);
        return nearest.contains(ANY_VERSION)
                ? "Name it \"%s\", with the UTC date and time as its version.".formatted(nearest)
                : "Name it \"%s\".".formatted(nearest);
    }

    private static String nearest(String simpleName) {
        Matcher shape = SHAPE.matcher(simpleName);
        if (!shape.matches()) {
            return ANY_VERSION + "_name.sql";
        }
        boolean java = shape.group(4).toLowerCase(Locale.ROOT).equals("java");
        String name = shape.group(2).replaceAll("[^\\p{L}\\p{N}_.-]+", "_");
        if (java) {
            name = name.replaceAll("[.-]+", "_");
        }
        String suffix = shape.group(3) == null ? "" : shape.group(3).toLowerCase(Locale.ROOT);
        return (java ? "m" : "")
                + version(shape.group(1))
                + "_"
                + (name.isEmpty() ? "name" : name)
                + suffix
                + (java ? ".java" : ".sql");
    }

    /** Digits with what is impossible set to the nearest possible; too few for a date: any. */
    private static String version(String digits) {
        if (digits.length() < 8 || digits.length() > 14) {
            return ANY_VERSION;
        }
        String padded = digits + "0".repeat(14 - digits.length());
        int year = Math.max(1, field(padded, 0, 4));
        int month = clamp(field(padded, 4, 6), 1, 12);
        int day = clamp(field(padded, 6, 8), 1, YearMonth.of(year, month).lengthOfMonth());
        return "%04d%02d%02d%02d%02d%02d"
                .formatted(
                        year,
                        month,
                        day,
                        clamp(field(padded, 8, 10), 0, 23),
                        clamp(field(padded, 10, 12), 0, 59),
                        clamp(field(padded, 12, 14), 0, 59));
    }

    private static int field(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }

    private static int clamp(int value, int min, int max) {
        return Math.max(min, Math.min(max, value));
    }
}
