package dev.lifeguard.migrate.layouts.nodepg;

import dev.lifeguard.migrate.layouts.version.ByDigits;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By the number that a name begins with, where 17 digits are a time in UTC and count in
 * milliseconds; names with one number by what follows, where punctuation does not count and numbers
 * are numbers: {@code src/utils/comparators.ts}.
 */
enum NodePgOrder implements Comparator<MigrationVersion> {
    /** The only one. */
    ORDER;

    private static final Pattern PIECE = Pattern.compile("[0-9]+|\\p{L}+");

    private static final int TIME_DIGITS = 17;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    @Override
    public int compare(MigrationVersion one, MigrationVersion other) {
        String left = one.toString();
        String right = other.toString();
        int byNumber = number(left).compareTo(number(right));
        if (byNumber != 0) {
            return byNumber;
        }
        int byPieces = pieces(left, right);
        return byPieces == 0 ? left.compareTo(right) : byPieces;
    }

    /** The number that a name begins with; empty where that is no time, though it has 17 digits. */
    static Optional<BigInteger> prefix(String name) {
        String digits = name.substring(0, endOfDigits(name));
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (digits.length() != TIME_DIGITS) {
            return Optional.of(
                    digits.length() < TIME_DIGITS
                            ? BigInteger.valueOf(Long.parseLong(digits))
                            : new BigInteger(digits));
        }
        try {
            return Optional.of(
                    BigInteger.valueOf(
                            LocalDateTime.parse(digits, TIME)
                                    .toInstant(ZoneOffset.UTC)
                                    .toEpochMilli()));
        } catch (DateTimeParseException impossible) {
            return Optional.empty();
        }
    }

    private static int endOfDigits(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    static BigInteger number(String name) {
        return prefix(name).orElse(BigInteger.ZERO);
    }

    private static int pieces(String left, String right) {
        Matcher one = PIECE.matcher(left);
        Matcher other = PIECE.matcher(right);
        while (true) {
            boolean more = one.find();
            if (more != other.find()) {
                return more ? 1 : -1;
            }
            if (!more) {
                return 0;
            }
            int difference = piece(one.group(), other.group());
            if (difference != 0) {
                return difference;
            }
        }
    }

    private static int piece(String left, String right) {
        boolean digits = Character.isDigit(left.charAt(0));
        if (digits != Character.isDigit(right.charAt(0))) {
            return digits ? -1 : 1;
        }
        if (!digits) {
            return left.compareToIgnoreCase(right);
        }
        String one = ByDigits.canonical(left);
        String other = ByDigits.canonical(right);
        int longer = Integer.compare(one.length(), other.length());
        return longer == 0 ? one.compareTo(other) : longer;
    }
}
