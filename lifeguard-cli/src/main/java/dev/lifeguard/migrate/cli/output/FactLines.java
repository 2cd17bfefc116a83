package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.output.TextTable.Cell;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.connect.words.Style;
import java.util.List;

/** Facts one below the other, their names dimmed and indented. */
final class FactLines {

    private final Style style;
    private final TextTable table = new TextTable(Side.LEFT, Side.LEFT);

    FactLines(Style style) {
        this.style = style;
    }

    FactLines add(String name, String fact) {
        table.row(new Cell("  " + name, style::dim), Cell.of(fact));
        return this;
    }

    List<String> lines() {
        return table.lines();
    }
}
