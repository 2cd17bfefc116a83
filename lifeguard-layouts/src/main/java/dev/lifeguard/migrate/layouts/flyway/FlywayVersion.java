package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Flyway's versions: whole numbers with dots between them, compared number by number. 1.10 is newer
 * than 1.9, and {@code 1}, {@code 01} and {@code 1.0} are one version. Source: Flyway's class
 * MigrationVersion.
 */
final class FlywayVersion {

    static final Comparator<MigrationVersion> ORDER =
            (one, other) -> compare(one.toString(), other.toString());

    private static final Pattern SHAPE = Pattern.compile("[0-9]+(?:\\.[0-9]+)*");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<=^|\\.)0+(?=[0-9])");
    private static final Pattern LAST_ZEROS = Pattern.compile("(?:\\.0+)+$");

    private FlywayVersion() {}

    /**
     * The version that a file or a row calls so; empty where it is none.
     *
     * @param written with {@code _} for the dots, or with dots
     */
    static Optional<MigrationVersion> of(String written) {
        String label = written.replace('_', '.');
        return SHAPE.matcher(label).matches()
                ? Optional.of(
                        new MigrationVersion(StableNumber.of(withoutNeedlessZeros(label)), label))
                : Optional.empty();
    }

    /** The one text of all ways to write a version. */
    private static String withoutNeedlessZeros(String label) {
        if (!label.startsWith("0") && !label.contains(".0")) {
            return label;
        }
        String plain = LEADING_ZEROS.matcher(label).replaceAll("");
        return LAST_ZEROS.matcher(plain).replaceAll("");
    }

    private static int compare(String one, String other) {
        int at = 0;
        int otherAt = 0;
        while (at < one.length() || otherAt < other.length()) {
            int end = endOfPart(one, at);
            int otherEnd = endOfPart(other, otherAt);
            int compared = comparePart(one, at, end, other, otherAt, otherEnd);
            if (compared != 0) {
                return compared;
            }
            at = end + 1;
            otherAt = otherEnd + 1;
        }
        return 0;
    }

    private static int endOfPart(String version, int from) {
        int dot = version.indexOf('.', from);
        return dot < 0 ? Math.max(from, version.length()) : dot;
    }

    /** Two numbers of any length; one that is not there is 0. */
    private static int comparePart(
            String one, int from, int end, String other, int otherFrom, int otherEnd) {
        int digits = firstDigit(one, from, end);
        int otherDigits = firstDigit(other, otherFrom, otherEnd);
        int longer = Integer.compare(end - digits, otherEnd - otherDigits);
        if (longer != 0) {
            return longer;
        }
        for (int at = 0; at < end - digits; at++) {
            int compared =
                    Character.compare(one.charAt(digits + at), other.charAt(otherDigits + at));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static int firstDigit(String version, int from, int end) {
        int at = from;
        while (at < end && version.charAt(at) == '0') {
            at++;
        }
        return at;
    }
}
