package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The valid file name that is nearest to an invalid one. */
final class NearestName {

    private static final String ANY_VERSION = "YYYYMMDDHHMMSS";

    /**
     * A prefix of another tool or language, digits, and the rest. Of a version like V1.2__ the
     * first number is as good as all.
     */
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?is)([vurm](?=[0-9]|__))?([0-9]*)"
                            + "(?:(?<=^[vu][0-9]{1,20})(?:[._][0-9]+)+(?=__))?[_\\s.-]*(.*)");

    /** A part of a pair behind a name, also as other tools call it. */
    private static final Pattern PART =
            Pattern.compile(
                    "(?is)(?<rest>.*?)\\.+((?<up>ups?)"
                            + "|downs?|dn|undo|roll[_-]?back|revert|reverse|backwards?)\\.*");

    /** Seconds since 1970, or milliseconds, from 2001 to 2033; a date would be 800 years old. */
    private static final Pattern UNIX_TIME = Pattern.compile("1[0-9]{9}([0-9]{3})?");

    private NearestName() {}

    /** A sentence that names it. */
    static String advice(String simpleName) {
        String nearest = nearest(simpleName);
        return nearest.contains(ANY_VERSION)
                ? "Name it \"%s\", with the UTC date and time as its version.".formatted(nearest)
                : "Name it \"%s\".".formatted(nearest);
    }

    private static String nearest(String simpleName) {
        int dot = simpleName.lastIndexOf('.');
        boolean java = simpleName.substring(dot).equalsIgnoreCase(".java");
        String stem = simpleName.substring(0, dot);
        String part = java ? "" : part(stem);
        Matcher shape = SHAPE.matcher(java ? stem : withoutParts(stem));
        if (!shape.matches()) {
            throw new IllegalStateException("the pattern matches everything");
        }
        // U1__a.sql is an undo script elsewhere.
        boolean undo = !java && "u".equalsIgnoreCase(shape.group(1));
        return (java ? "m" : "")
                + version(shape.group(2))
                + "_"
                + name(shape.group(3), java)
                + (undo ? ".down" : part)
                + (java ? ".java" : ".sql");
    }

    /** Whether the name of a file of SQL ends in what is, or was meant as, the part of a pair. */
    static boolean hasPart(String stem) {
        return stem.contains(".") && !part(stem).isEmpty();
    }

    /** What was meant, as it is written. */
    private static String part(String stem) {
        Matcher part = PART.matcher(stem);
        if (!part.matches()) {
            return "";
        }
        return part.group("up") == null ? ".down" : ".up";
    }

    /** The name without the parts of pairs behind it. */
    static String withoutParts(String stem) {
        String rest = stem;
        for (Matcher part = PART.matcher(rest); part.matches(); part = PART.matcher(rest)) {
            rest = part.group("rest");
        }
        return rest;
    }

    /** What is allowed of the rest of a name; {@code name} where that is nothing. */
    static String name(String rest, boolean java) {
        String name = rest.replaceAll(java ? "[^\\p{L}\\p{N}_]+" : "[^\\p{L}\\p{N}_.-]+", "_");
        return name.isEmpty() ? "name" : name;
    }

    /** Digits with what is impossible set to the nearest possible; too few for a date: any. */
    private static String version(String digits) {
        if (UNIX_TIME.matcher(digits).matches()) {
            return ofUnixTime(Long.parseLong(digits, 0, 10, 10));
        }
        if (digits.length() < 8 || digits.length() > 14) {
            return ANY_VERSION;
        }
        String padded = digits + "0".repeat(14 - digits.length());
        int year = Math.max(1, field(padded, 0, 4));
        int month = clamp(field(padded, 4, 6), 1, 12);
        int day = clamp(field(padded, 6, 8), 1, YearMonth.of(year, month).lengthOfMonth());
        return String.format(
                Locale.ROOT,
                "%04d%02d%02d%02d%02d%02d",
                year,
                month,
                day,
                clamp(field(padded, 8, 10), 0, 23),
                clamp(field(padded, 10, 12), 0, 59),
                clamp(field(padded, 12, 14), 0, 59));
    }

    private static String ofUnixTime(long seconds) {
        LocalDateTime moment = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return MigrationVersion.at(moment).toString();
    }

    private static int field(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }

    private static int clamp(int value, int min, int max) {
        return Math.max(min, Math.min(max, value));
    }
}
