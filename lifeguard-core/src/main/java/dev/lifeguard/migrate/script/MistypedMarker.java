package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Two words of which each was probably meant as one of a marker: {@code Dwon migration}, {@code
 * Down migartion}.
 */
final class MistypedMarker {

    /** How everything begins and ends that may be one; nearly all comments are told apart here. */
    private static final Pattern TWO_WORDS =
            Pattern.compile(
                    "[^\\p{L}\\p{N}]*+[\\p{L}\\p{Cf}]{1,8}+[^\\p{L}\\p{N}]++"
                            + "[\\p{L}\\p{Cf}]{7,14}+[^\\p{L}\\p{N}]*+");

    private static final int MOST_IN_DIRECTION = 1;
    private static final int MOST_IN_MIGRATION = 2;

    private MistypedMarker() {}

    /** Whether a comment may be one, without its words. */
    static boolean mayBe(String body) {
        return TWO_WORDS.matcher(body).matches();
    }

    /** The section that two words in small letters mean. */
    static Optional<SectionKind> meant(List<String> words) {
        if (words.size() != 2 || !isMigration(words.get(1))) {
            return Optional.empty();
        }
        if (distance(words.get(0), "down") <= MOST_IN_DIRECTION) {
            return Optional.of(SectionKind.DOWN);
        }
        return distance(words.get(0), "up") <= MOST_IN_DIRECTION
                ? Optional.of(SectionKind.UP)
                : Optional.empty();
    }

    private static boolean isMigration(String word) {
        return distance(word, "migration") <= MOST_IN_MIGRATION
                || distance(word, "migrations") <= MOST_IN_MIGRATION;
    }

    /**
     * How many characters must be put in, taken out, replaced or swapped with their neighbour to
     * make one word the other, none being changed twice (optimal string alignment).
     */
    private static int distance(String one, String other) {
        int[][] changes = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : least(changes, one, other, i, j);
            }
        }
        return changes[one.length()][other.length()];
    }

    private static int least(int[][] changes, String one, String other, int i, int j) {
        int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(changes[i - 1][j], changes[i][j - 1]) + 1;
        least = Math.min(least, changes[i - 1][j - 1] + replaced);
        boolean swapped =
                i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
    }
}
