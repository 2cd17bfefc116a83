package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.output.TextTable.Cell;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.cli.settings.SaidSettings;
import dev.lifeguard.migrate.connect.words.Style;
import java.util.ArrayList;
import java.util.List;

/** Where each setting comes from, as a table. */
final class SettingsText {

    private SettingsText() {}

    static List<String> lines(SaidSettings settings, Style style) {
        TextTable table =
                new TextTable(Side.LEFT, Side.LEFT, Side.LEFT)
                        .row(
                                new Cell("SETTING", style::dim),
                                new Cell("VALUE", style::dim),
                                new Cell("FROM", style::dim));
        for (SaidSettings.Said each : settings.settings()) {
            table.row(
                    Cell.of(each.key()),
                    Cell.of(each.value()),
                    new Cell(each.origin(), style::dim));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(
                settings.file()
                        .map(file -> "The configuration file is %s.".formatted(file))
                        .orElse("There is no configuration file."));
        return lines;
    }
}
