package dev.lifeguard.migrate.layouts.version;

import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Versions that are whole numbers of any length, by their value. */
public enum ByDigits implements Comparator<MigrationVersion> {
    /** The only one. */
    ORDER;

    /** A time as the names of files have it. */
    public static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private static final String ZERO = "0";

    @Override
    public int compare(MigrationVersion one, MigrationVersion other) {
        String left = digits(one);
        String right = digits(other);
        int longer = Integer.compare(left.length(), right.length());
        return longer == 0 ? left.compareTo(right) : longer;
    }

    private static String digits(MigrationVersion version) {
        String label = version.label();
        return label == null ? Long.toString(version.number()) : canonical(label);
    }

    /**
     * The version of a new migration: the time, where the newest one is a time of 14 digits, else
     * the next number in the newest one's width.
     *
     * @param newest null where there is none yet
     * @param width of the first number
     */
    public static String next(@Nullable MigrationVersion newest, LocalDateTime utc, int width) {
        String last = newest == null ? "" : newest.toString();
        String now = SECONDS.format(utc);
        if (last.length() == now.length() && last.compareTo(now) < 0) {
            return now;
        }
        String next = new BigInteger(ZERO + last).add(BigInteger.ONE).toString();
        int wanted = newest == null ? width : last.length();
        return ZERO.repeat(Math.max(0, wanted - next.length())) + next;
    }

    /**
     * The version that a file calls so.
     *
     * @param label of digits; leading zeros make no other version of it
     */
    public static MigrationVersion version(String label) {
        return new MigrationVersion(StableNumber.of(canonical(label)), label);
    }

    /** The digits of a number without leading zeros. */
    public static String canonical(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.isEmpty() ? ZERO : digits.substring(start);
    }
}
