package dev.lifeguard.migrate.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.output.TextTable.Cell;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.connect.words.Style;
import org.junit.jupiter.api.Test;

final class TextTableTest {

    @Test
    void alignsItsColumns() {
        TextTable table =
                new TextTable(Side.LEFT, Side.RIGHT, Side.LEFT)
                        .row("NAME", "TIME", "NOTE")
                        .row("a", "1 ms", "x")
                        .row("longer", "100 ms", "");

        assertThat(table.lines())
                .containsExactly("NAME      TIME  NOTE", "a         1 ms  x", "longer  100 ms");
    }

    @Test
    void measuresCellsWithoutTheirColours() {
        TextTable table =
                new TextTable(Side.LEFT, Side.LEFT)
                        .row(new Cell("ab", Style.COLORED::red), Cell.of("x"))
                        .row("abcd", "y");

        assertThat(table.lines()).containsExactly("\033[31mab\033[0m    x", "abcd  y");
    }

    @Test
    void countsCodePoints() {
        TextTable table =
                new TextTable(Side.LEFT, Side.LEFT).row("\uD83D\uDC18", "x").row("ab", "y");

        assertThat(table.lines()).containsExactly("\uD83D\uDC18   x", "ab  y");
    }
}
