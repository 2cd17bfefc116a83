package dev.lifeguard.migrate.layouts.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogLinesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a\n", "a\n\nb", "\n", "a\r\nb\r\n", "a\rb\nc", "\r\n\r", "é\n\n"})
    void hasTheLinesOfTheJdk(String text) {
        ChangelogLines lines = new ChangelogLines(text);

        List<String> all = IntStream.range(0, lines.count()).mapToObj(lines::line).toList();

        assertThat(all).isEqualTo(text.lines().toList());
    }

    @Test
    void hasMoreLinesThanItExpected() {
        String text = "SELECT 1;\n".repeat(1000);

        assertThat(new ChangelogLines(text).between(0, 1000)).isEqualTo(text);
    }

    @Test
    void passesOverLinesThatSayNothing() {
        ChangelogLines lines = new ChangelogLines("a\n\n  -- b\nc - d\n /* e\nf");

        assertThat(lines.directive(0)).isEqualTo(2);
        assertThat(lines.directive(2)).isEqualTo(2);
        assertThat(lines.directive(3)).isEqualTo(4);
        assertThat(lines.directive(5)).isEqualTo(6);
        assertThat(lines.between(3, 6)).isEqualTo("c - d\n /* e\nf\n");
    }
}
