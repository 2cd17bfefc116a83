package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutputFormatTest {

    @Test
    void isTextWhereNothingIsSaid() {
        assertThat(OutputFormat.wanted(List.of("up"), Map.of())).isEqualTo(OutputFormat.TEXT);
    }

    @Test
    void isFoundInArgumentsThatMakeNoSense() {
        assertThat(OutputFormat.wanted(List.of("uup", "--output", "json"), Map.of()))
                .isEqualTo(OutputFormat.JSON);
        assertThat(OutputFormat.wanted(List.of("--output=json", "--bogus"), Map.of()))
                .isEqualTo(OutputFormat.JSON);
    }

    @Test
    void isFoundInTheEnvironmentUnlessAnOptionSaysOtherwise() {
        Map<String, String> json = Map.of("LIFEGUARD_OUTPUT", "json");

        assertThat(OutputFormat.wanted(List.of(), json)).isEqualTo(OutputFormat.JSON);
        assertThat(OutputFormat.wanted(List.of("--output", "text"), json))
                .isEqualTo(OutputFormat.TEXT);
    }

    @Test
    void isTextWhereItsValueIsMissingOrUnknown() {
        assertThat(OutputFormat.wanted(List.of("--output"), Map.of())).isEqualTo(OutputFormat.TEXT);
        assertThat(OutputFormat.wanted(List.of("--output=yaml"), Map.of()))
                .isEqualTo(OutputFormat.TEXT);
    }
}
