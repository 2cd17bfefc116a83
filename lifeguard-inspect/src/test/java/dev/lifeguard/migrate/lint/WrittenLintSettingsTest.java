package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.lint.WrittenLintSettings.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WrittenLintSettingsTest {

    @Test
    void meansWhatItSays() {
        WrittenLintSettings written =
                new WrittenLintSettings(
                        Map.of("drop-column", Written.of("info"), "drop-table", Written.of("off")),
                        Optional.of(Written.of("16")),
                        Optional.of(Written.of("2 MB")));

        assertThat(written.read())
                .isEqualTo(
                        new LintSettings(
                                Map.of(
                                        LintRule.DROP_COLUMN, Optional.of(LintLevel.INFO),
                                        LintRule.DROP_TABLE, Optional.empty()),
                                16,
                                2_097_152));
    }

    @Test
    void meansTheDefaultsWhereItSaysNothing() {
        assertThat(new WrittenLintSettings(Map.of(), Optional.empty(), Optional.empty()).read())
                .isEqualTo(LintSettings.DEFAULT);
    }

    @Test
    void tellsAllThatIsWrong() {
        WrittenLintSettings written =
                new WrittenLintSettings(
                        Map.of("drop-colum", Written.of("error"), "drop-table", Written.of("bad")),
                        Optional.of(Written.of("13")),
                        Optional.of(Written.of("1")));

        assertThatThrownBy(written::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "The rule \"drop-colum\" is unknown. Did you mean \"drop-column\"? The"
                            + " level of the rule \"drop-table\" is \"bad\". Use error, warning,"
                            + " info or off. The postgres-version is \"13\". Write the oldest major"
                            + " version that the migrations run on, 14 or newer. The small-table is"
                            + " \"1\", which is no size. Write a whole number and its unit: 512kB,"
                            + " 1MB or 2GB.");
    }

    @Test
    void excludesByPatternsForPaths() {
        Predicate<String> excluded =
                ExcludedFiles.matching(List.of("generated/**", "**/*_big.sql"), "exclude");

        assertThat(List.of("generated/a.sql", "generated/a/b.sql", "1_big.sql", "a/1_big.sql"))
                .allMatch(excluded);
        assertThat(List.of("a.sql", "a/generated/a.sql", "big.sql")).noneMatch(excluded);
        assertThatThrownBy(() -> ExcludedFiles.matching(List.of("a["), "exclude"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("exclude: \"a[\" is no pattern for paths: ");
    }
}
