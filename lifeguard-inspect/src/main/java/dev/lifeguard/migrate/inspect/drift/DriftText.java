package dev.lifeguard.migrate.inspect.drift;

import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import java.util.ArrayList;
import java.util.List;

/** Differences side by side: what the migrations make on the left, the database on the right. */
public final class DriftText {

    private static final int COLUMN = 58;
    private static final int MOST_LINES = 400;

    private DriftText() {}

    /** All of them, and how many there are. */
    public static List<String> lines(List<Difference> differences, Style style) {
        if (differences.isEmpty()) {
            return List.of("No drift: the database is what its migrations make.");
        }
        List<String> lines = new ArrayList<>(differences(differences, style));
        lines.add(
                "%s between the migrations and the database."
                        .formatted(Wording.count(differences.size(), "difference")));
        return lines;
    }

    /** Each with an empty line behind it. */
    public static List<String> differences(List<Difference> differences, Style style) {
        List<String> lines = new ArrayList<>();
        for (Difference difference : differences) {
            lines.add(heading(difference, style));
            lines.addAll(body(difference, style));
            lines.add("");
        }
        return lines;
    }

    private static String heading(Difference difference, Style style) {
        String kind =
                switch (difference.kind()) {
                    case MISSING -> style.red("Missing");
                    case EXTRA -> style.green("Extra  ");
                    case CHANGED -> style.yellow("Changed");
                };
        return "%s  %s %s"
                .formatted(kind, difference.type().words(), style.bold(difference.object()));
    }

    private static List<String> body(Difference difference, Style style) {
        List<String> left = difference.expected().orElse("").lines().toList();
        List<String> right = difference.actual().orElse("").lines().toList();
        return switch (difference.kind()) {
            case MISSING -> left.stream().map(line -> style.red("  - " + line)).toList();
            case EXTRA -> right.stream().map(line -> style.green("  + " + line)).toList();
            case CHANGED ->
                    left.size() > MOST_LINES || right.size() > MOST_LINES
                            ? List.of("  Their texts are too long to be shown; see --output json.")
                            : SideBySide.of(left, right).lines(COLUMN, style);
        };
    }
}
