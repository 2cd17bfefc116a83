package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.facts.MadeObjects;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import java.util.ArrayList;
import java.util.List;

/** What a migration made, in words. */
final class MadeObjectsText {

    private static final int WIDTH = 96;

    private MadeObjectsText() {}

    static String counts(MadeObjects made) {
        List<String> counts = new ArrayList<>();
        add(counts, made.tables().size(), "table");
        add(counts, made.views(), "view");
        add(counts, made.indexes(), "index");
        add(counts, made.foreignKeys(), "foreign key");
        add(counts, made.checks(), "check");
        return counts.isEmpty() ? "nothing that is still there" : String.join(", ", counts);
    }

    private static void add(List<String> counts, int number, String noun) {
        if (number > 0) {
            counts.add(Wording.count(number, noun));
        }
    }

    /** The counts, and the names of the tables below them. */
    static List<String> lines(MadeObjects made, String indent, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(indent + counts(made));
        StringBuilder line = new StringBuilder();
        for (String table : made.tables()) {
            if (!line.isEmpty() && indent.length() + line.length() + table.length() > WIDTH) {
                lines.add(indent + style.dim(line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(table);
        }
        if (!line.isEmpty()) {
            lines.add(indent + style.dim(line.toString()));
        }
        return lines;
    }
}
