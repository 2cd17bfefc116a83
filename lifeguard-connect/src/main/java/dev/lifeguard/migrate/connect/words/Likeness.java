package dev.lifeguard.migrate.connect.words;

/** Whether one word may be another one, mistyped. */
public final class Likeness {

    private Likeness() {}

    /**
     * One character, or at most every third one, is wrong, missing, too much, or in its neighbour's
     * place; or it is only the word's beginning.
     */
    public static boolean of(String given, String meant) {
        int most = Math.max(1, Math.max(given.length(), meant.length()) / 3);
        return distance(given, meant) <= most || (given.length() > 1 && meant.startsWith(given));
    }

    /**
     * How many such changes make one word the other, no character being changed twice (optimal
     * string alignment).
     */
    public static int distance(String one, String other) {
        int[][] changes = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : least(changes, one, other, i, j);
            }
        }
        return changes[one.length()][other.length()];
    }

    private static int least(int[][] changes, String one, String other, int i, int j) {
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(changes[i - 1][j], changes[i][j - 1]) + 1;
        least = Math.min(least, changes[i - 1][j - 1] + same);
        boolean swapped =
                i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
    }
}
