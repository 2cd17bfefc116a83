package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutputFormatTest {

    @Test
    void isTextWhereNothingIsSaid() {
        assertThat(OutputFormat.wanted(List.of("up"), Map.of(), OutputFormat.TEXT))
                .isEqualTo(OutputFormat.TEXT);
    }

    @Test
    void isFoundInArgumentsThatMakeNoSense() {
        assertThat(
                        OutputFormat.wanted(
                                List.of("uup", "--output", "json"), Map.of(), OutputFormat.TEXT))
                .isEqualTo(OutputFormat.JSON);
        assertThat(
                        OutputFormat.wanted(
                                List.of("--output=json", "--bogus"), Map.of(), OutputFormat.TEXT))
                .isEqualTo(OutputFormat.JSON);
    }

    @Test
    void isFoundInTheEnvironmentUnlessAnOptionSaysOtherwise() {
        Map<String, String> json = Map.of("LIFEGUARD_OUTPUT", "json");

        assertThat(OutputFormat.wanted(List.of(), json, OutputFormat.TEXT))
                .isEqualTo(OutputFormat.JSON);
        assertThat(OutputFormat.wanted(List.of("--output", "text"), json, OutputFormat.TEXT))
                .isEqualTo(OutputFormat.TEXT);
    }

    @Test
    void isTextWhereItsValueIsMissingOrUnknown() {
        assertThat(OutputFormat.wanted(List.of("--output"), Map.of(), OutputFormat.TEXT))
                .isEqualTo(OutputFormat.TEXT);
        assertThat(OutputFormat.wanted(List.of("--output=yaml"), Map.of(), OutputFormat.TEXT))
                .isEqualTo(OutputFormat.TEXT);
    }
}
