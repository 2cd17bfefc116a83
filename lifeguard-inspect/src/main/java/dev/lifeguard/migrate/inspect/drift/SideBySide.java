package dev.lifeguard.migrate.inspect.drift;

import dev.lifeguard.migrate.connect.words.Style;
import java.util.ArrayList;
import java.util.List;

/** Two texts beside each other, with lines that both have on one height. */
final class SideBySide {

    private final List<Row> rows = new ArrayList<>();

    /** Two lines on one height; an empty one where the other text has one more. */
    private record Row(String left, String right) {

        boolean same() {
            return left.equals(right);
        }
    }

    private SideBySide() {}

    /** By the longest common lines. */
    static SideBySide of(List<String> left, List<String> right) {
        int[][] common = common(left, right);
        SideBySide both = new SideBySide();
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int one = 0;
        int other = 0;
        while (one < left.size() || other < right.size()) {
            boolean same =
                    one < left.size()
                            && other < right.size()
                            && left.get(one).equals(right.get(other));
            if (same) {
                both.pair(removed, added);
                both.rows.add(new Row(left.get(one), left.get(one)));
                one++;
                other++;
            } else if (other >= right.size()
                    || (one < left.size() && common[one + 1][other] >= common[one][other + 1])) {
                removed.add(left.get(one++));
            } else {
                added.add(right.get(other++));
            }
        }
        both.pair(removed, added);
        return both;
    }

    private static int[][] common(List<String> left, List<String> right) {
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int one = left.size() - 1; one >= 0; one--) {
            for (int other = right.size() - 1; other >= 0; other--) {
                common[one][other] =
                        left.get(one).equals(right.get(other))
                                ? common[one + 1][other + 1] + 1
                                : Math.max(common[one + 1][other], common[one][other + 1]);
            }
        }
        return common;
    }

    private void pair(List<String> removed, List<String> added) {
        for (int at = 0; at < Math.max(removed.size(), added.size()); at++) {
            rows.add(
                    new Row(
                            at < removed.size() ? removed.get(at) : "",
                            at < added.size() ? added.get(at) : ""));
        }
        removed.clear();
        added.clear();
    }

    /**
     * The rows as lines.
     *
     * @param width of each side, in characters; longer lines go on below
     */
    List<String> lines(int width, Style style) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> left = folded(row.left(), width);
            List<String> right = folded(row.right(), width);
            for (int at = 0; at < Math.max(left.size(), right.size()); at++) {
                String one = at < left.size() ? left.get(at) : "";
                String other = at < right.size() ? right.get(at) : "";
                String space = " ".repeat(width - one.length());
                lines.add(
                        row.same()
                                ? ("    " + style.dim(one + space + " | " + other)).stripTrailing()
                                : "  ! " + style.red(one) + space + " | " + style.green(other));
            }
        }
        return lines;
    }

    private static List<String> folded(String line, int width) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at == 0 || at < line.length(); at += width) {
            parts.add(line.substring(at, Math.min(line.length(), at + width)));
        }
        return parts;
    }
}
