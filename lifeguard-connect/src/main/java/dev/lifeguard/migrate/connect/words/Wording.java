package dev.lifeguard.migrate.connect.words;

import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** How numbers and times are said to people. */
public final class Wording {

    private Wording() {}

    /** For example {@code 1 migration} or {@code 4 migrations}. */
    public static String count(long number, String noun) {
        return number + " " + (number == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        return noun.endsWith("x") ? noun + "es" : noun + "s";
    }

    /** For example {@code 512 bytes}, {@code 40 kB} or {@code 1.2 MB}, in steps of 1024. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double value = bytes / 1024.0;
        String unit = "kB";
        for (String larger : new String[] {"MB", "GB", "TB"}) {
            if (value >= 1024) {
                value /= 1024;
                unit = larger;
            }
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, unit);
    }

    /** For example {@code 41 ms}, {@code 3.4 s} or {@code 2 min 5 s}. */
    public static String time(Duration time) {
        if (time.toMillis() < 1000) {
            return time.toMillis() + " ms";
        }
        if (time.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (time.toMinutes() < 60) {
            return "%s min %s s".formatted(time.toMinutes(), time.toSecondsPart());
        }
        return "%s h %s min".formatted(time.toHours(), time.toMinutesPart());
    }

    /** A moment in UTC, to the second. */
    public static String moment(Instant moment) {
        OffsetDateTime time = moment.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder("uuuu-MM-dd HH:mm:ss".length());
        padded(time.getYear(), 4, text).append('-');
        padded(time.getMonthValue(), 2, text).append('-');
        padded(time.getDayOfMonth(), 2, text).append(' ');
        padded(time.getHour(), 2, text).append(':');
        padded(time.getMinute(), 2, text).append(':');
        return padded(time.getSecond(), 2, text).toString();
    }

    /** What its files call a version: a label, or its 14 digits; a word where there is none. */
    public static String version(MigrationVersion version) {
        if (version.isRepeatable()) {
            return version.toString();
        }
        String label = version.label();
        return label == null ? digits(version.number()) : label;
    }

    /** The 14 digits of a version. */
    public static String digits(long version) {
        return padded(version, 14, new StringBuilder(14)).toString();
    }

    /** A formatter takes ten times as long, and a table has several cells for each migration. */
    private static StringBuilder padded(long number, int digits, StringBuilder text) {
        String plain = Long.toString(number);
        return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
    }

    /** How many migrations are applied, but for those that are edited and counted as pending. */
    public static int applied(MigrationStatus status) {
        return status.applied().size() - status.edited().size();
    }
}
