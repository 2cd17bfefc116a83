package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.source.catalog.UnversionedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A migration's version. Two are the same where their numbers are.
 *
 * <p>A repeatable migration has none: what stands for it is a negative number of its own, which
 * follows from its name or its label, is shown to nobody, and is the key of its row in the state
 * table.
 *
 * <p>In this project's own layout it is a UTC date and time in the form {@code YYYYMMDDHHMMSS}, and
 * has no label. In which order versions stand is known to the layout of their files and not to
 * them.
 *
 * @param number what the state table knows it by, from 0 on, or far below where it stands for a
 *     migration without a version; it never changes
 * @param label what its files call it, where that is not the 14 digits of the number, as {@code
 *     1.10}; null where it is
 */
public record MigrationVersion(long number, @Nullable String label) {

    /** The reserved version of the lock's row, which is never a migration's. */
    public static final long LOCK = -1;

    private static final int DIGITS = 14;

    /** Numbers below this one are those of repeatable migrations. */
    private static final long REPEATABLE = -(1L << 62);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when the number is negative and stands for no repeatable
     *     migration, or when the label is blank
     */
    public MigrationVersion {
        if (number < 0 && !isRepeatable(number)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a version: it is negative".formatted(number));
        }
        if (label != null && label.isBlank()) {
            throw new IllegalArgumentException(
                    "The label of the version %s is blank".formatted(digits(number)));
        }
    }

    /**
     * A version without a label, whatever its number means.
     *
     * @throws IllegalArgumentException when it is negative and stands for no repeatable migration
     */
    public static MigrationVersion of(long number) {
        return new MigrationVersion(number, null);
    }

    /**
     * What stands for a repeatable migration, which has no version: the first 62 bits of the
     * SHA-256 of its name in UTF-8, taken from a number below all others. The rule never changes.
     *
     * @param name without {@code r_} and ending
     */
    public static MigrationVersion ofRepeatable(String name) {
        long bits = ByteBuffer.wrap(sha256(name)).getLong() >>> 2;
        return of(REPEATABLE - 1 - bits);
    }

    /**
     * The same of a repeatable migration that has a label.
     *
     * @param label what its file calls it, unique among all
     */
    public static MigrationVersion ofRepeatableLabel(String label) {
        return new MigrationVersion(ofRepeatable(label).number(), label);
    }

    private static byte[] sha256(String name) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has SHA-256: java.security.MessageDigest's class comment.
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether it stands for a repeatable migration. */
    public boolean isRepeatable() {
        return isRepeatable(number);
    }

    /** Whether a number of the state table's is a repeatable migration's. */
    public static boolean isRepeatable(long number) {
        return number < REPEATABLE;
    }

    /**
     * A version of this project's own layout.
     *
     * @param digits the 14 digits as a number, a real date and time from year 1 to year 9999
     * @throws IllegalArgumentException when they are not, with a message that says which part
     */
    public static MigrationVersion ofMoment(long digits) {
        if (digits < 0 || digits > 99_999_999_999_999L) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a version: 14 digits YYYYMMDDHHMMSS are needed"
                            .formatted(digits));
        }
        if (!isMoment(digits)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a date and time that exists".formatted(digits(digits)),
                    impossiblePart(digits));
        }
        return of(digits);
    }

    /**
     * Reads the 14 digits of a version of this project's own layout.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static MigrationVersion parse(String digits) {
        boolean plain = digits.length() == DIGITS;
        for (int at = 0; plain && at < DIGITS; at++) {
            plain = digits.charAt(at) >= '0' && digits.charAt(at) <= '9';
        }
        if (!plain) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a version: 14 digits YYYYMMDDHHMMSS are needed"
                            .formatted(digits));
        }
        return ofMoment(Long.parseLong(digits));
    }

    /**
     * A number that a program gave as a version of this project's own layout, as it is.
     *
     * @throws ConfigurationException when it is none
     */
    public static long required(long given) {
        try {
            return ofMoment(given).number();
        } catch (IllegalArgumentException invalid) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            "%s. %s lists the versions."
                                    .formatted(invalid.getMessage(), Remedy.STATUS.place())),
                    invalid);
        }
    }

    /**
     * A number that a program gave as the version of any layout, as it is.
     *
     * @throws ConfigurationException when it is negative
     */
    public static long requiredNumber(long given) {
        return given < 0 ? required(given) : given;
    }

    /**
     * The same, or the number of a repeatable migration.
     *
     * @throws ConfigurationException when it is neither
     */
    public static long requiredOrRepeatable(long given) {
        return isRepeatable(given) ? given : requiredNumber(given);
    }

    /** The version of a moment, in UTC, with whole seconds. */
    public static MigrationVersion at(LocalDateTime utc) {
        LocalDateTime seconds = utc.truncatedTo(ChronoUnit.SECONDS);
        long date =
                seconds.getYear() * 10_000L
                        + seconds.getMonthValue() * 100L
                        + seconds.getDayOfMonth();
        long time = seconds.getHour() * 10_000L + seconds.getMinute() * 100L + seconds.getSecond();
        return ofMoment(date * 1_000_000L + time);
    }

    /** The same fault with this as the version that it is about. */
    public ErrorDetail of(ErrorDetail fault) {
        return fault.withVersion(number, label);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MigrationVersion that && number == that.number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    /**
     * What messages call a migration of this version.
     *
     * @param name the migration's
     */
    public String label(String name) {
        return isRepeatable() && label == null
                ? UnversionedText.REPEATABLE + name
                : this + " " + name;
    }

    /** The label where there is one, else the 14 digits; {@code repeatable} of one without any. */
    @Override
    public String toString() {
        if (label != null) {
            return label;
        }
        return isRepeatable() ? "repeatable" : digits(number);
    }

    /** The 14 digits of a version as messages show it, whether it is a date and time or not. */
    public static String digits(long version) {
        // Without a formatter: a first run has thousands, and each would take 10 µs.
        String digits = Long.toString(version);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    /** Whether a number's digits are a date and time, as a version of this project's own layout. */
    public static boolean isMoment(long digits) {
        // Made of numbers alone: a directory may hold thousands, each read when a program starts.
        int year = (int) (digits / 10_000_000_000L);
        int month = (int) (digits / 100_000_000L % 100);
        int day = (int) (digits / 1_000_000L % 100);
        return year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysIn(year, month)
                && digits / 10_000L % 100 < 24
                && digits / 100L % 100 < 60
                && digits % 100 < 60;
    }

    private static DateTimeException impossiblePart(long digits) {
        try {
            return new DateTimeException(
                    "there is no year "
                            + LocalDateTime.of(
                                            (int) (digits / 10_000_000_000L),
                                            (int) (digits / 100_000_000L % 100),
                                            (int) (digits / 1_000_000L % 100),
                                            (int) (digits / 10_000L % 100),
                                            (int) (digits / 100L % 100),
                                            (int) (digits % 100))
                                    .getYear());
        } catch (DateTimeException impossible) {
            return impossible;
        }
    }

    private static int daysIn(int year, int month) {
        return switch (month) {
            case 2 -> Year.isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }
}
