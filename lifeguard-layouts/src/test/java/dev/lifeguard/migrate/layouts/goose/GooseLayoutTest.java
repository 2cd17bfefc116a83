package dev.lifeguard.migrate.layouts.goose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GooseLayoutTest {

    private static List<String> found(String text) {
        return new GivenFiles().with("1_a.sql", text).found(OtherTool.GOOSE);
    }

    @Test
    void ordersByNumbers() {
        GivenFiles files = new GivenFiles();
        for (String name : List.of("00010_b.sql", "9_a.sql", "20240120120000_c d.sql")) {
            files.with(name, "-- +goose Up\n");
        }

        assertThat(files.found(OtherTool.GOOSE))
                .containsExactly("9 a WHOLE", "00010 b WHOLE", "20240120120000 c d WHOLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- +goose Up",
                "--+goose up\n--   +goose down",
                "-- +goose UP  \r\n-- +goose DOWN\r\n",
                "-- a\n\n-- +goose Up\n-- +goose statementbegin\n-- +goose STATEMENTEND\n",
                "-- +goose Up\n-- +goose ENVSUB OFF\n"
            })
    void readsItsAnnotationsInAnyCapitals(String text) {
        assertThat(found(text)).containsExactly("1 a WHOLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- +goose NO TRANSACTION\n-- +goose Up\n",
                "-- +goose Up\n-- +goose no transaction\n",
                "-- +goose Up\nSELECT 1;\n-- +goose Down\n-- +goose NO TRANSACTION\n"
            })
    void runsWithoutATransactionWhereverThatIsSaid(String text) {
        assertThat(found(text)).containsExactly("1 a WHOLE NONE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1;|has no line \"-- +goose Up\". Write one above its statements.",
                "-- +goose Up;-- +goose Up|has in line 2 a second \"Up\". Make a file of each.",
                "-- +goose Down;-- +goose Up|has in line 1 a \"Down\" that does not follow its"
                        + " \"Up\". Write one of each, the up statements first.",
                "-- +goose Up; -- +goose Down|has in line 2 an indented annotation, which goose"
                        + " refuses. Begin it at the start of the line.",
                "-- +goose Up;-- +goose StatementBegin|has in line 2 a \"StatementBegin\" without a"
                        + " \"StatementEnd\". Add it.",
                "-- +goose Up;-- +goose StatementEnd|has in line 2 a \"StatementEnd\" without a"
                        + " \"StatementBegin\". Take it out.",
                "-- +goose StatementBegin|has in line 1 a \"StatementBegin\" above the \"Up\" or in"
                        + " another one. Take it out.",
                "-- +goose Upp|has in line 1 \"-- +goose Upp\", which goose does not know and"
                        + " refuses. Correct it.",
                "-- see +goose Up|has in line 1 \"-- see +goose Up\", which goose does not know and"
                        + " refuses. Correct it."
            })
    void refusesWhatGooseRefuses(String text, String why) {
        assertThat(found(text.replace("|", "").replaceAll(";(?=[ -])", "\n")))
                .containsExactly("1_a.sql: " + why);
    }

    @Test
    void replacesVariablesAsPlaceholders() {
        assertThat(found("-- +goose Up\n-- +goose ENVSUB ON\nSELECT '${A_1}';\n"))
                .containsExactly("1 a WHOLE ALWAYS");
        assertThat(
                        found(
                                """
                                -- +goose Up
                                -- +goose ENVSUB ON
                                SELECT '${A}';
                                -- +goose ENVSUB OFF
                                SELECT $$a$$;
                                """))
                .containsExactly("1 a WHOLE ALWAYS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$A", "${A:-b}", "$${A}", "\\$A", "$$ a $$", "${1}"})
    void refusesVariablesThatArePlainerOrRicher(String written) {
        assertThat(found("-- +goose Up\n-- +goose ENVSUB ON\nSELECT '%s';\n".formatted(written)))
                .containsExactly(
                        "1_a.sql: has a dollar sign in line 3 that is not of a ${NAME}, below"
                                + " \"ENVSUB ON\". Write ${NAME} and declare NAME as a placeholder,"
                                + " or write \"-- +goose ENVSUB OFF\" above it.");
    }

    @Test
    void refusesVariablesThatGooseLeaves() {
        assertThat(found("-- +goose Up\nSELECT '${A}';\n-- +goose ENVSUB ON\n"))
                .containsExactly(
                        "1_a.sql: has a \"${\" in line 2 outside of what \"ENVSUB ON\" is for,"
                                + " where goose leaves it as it is. Move it into a file without"
                                + " \"ENVSUB ON\".");
    }

    @Test
    void refusesGoByName() {
        assertThat(
                        GivenFiles.named("00002_b.go", "00002_b_test.go", "helpers.go", "x/1_a.sql")
                                .found(OtherTool.GOOSE))
                .containsExactly(
                        "00002_b.go: is written in Go. Write it in SQL or Java, or go on with goose"
                                + " up to it and import its history then.");
    }

    @Test
    void refusesNamesWithoutANumber() {
        assertThat(GivenFiles.named("0_a.sql", "a_b.sql", "1.sql").found(OtherTool.GOOSE))
                .hasSize(3)
                .contains(
                        "0_a.sql: does not begin with a number above 0 and \"_\", and goose"
                                + " refuses it too. Name it \"00001_name.sql\", or move it away.");
    }
}
