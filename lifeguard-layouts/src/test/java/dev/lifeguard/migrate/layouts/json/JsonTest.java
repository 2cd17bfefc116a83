package dev.lifeguard.migrate.layouts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @Test
    void readsAllKindsOfValues() throws JsonFault {
        assertThat(Json.read(" {\"a\":[1,-2.5e+3,true,false,null,{}],\t\"\":\"\"}\r\n"))
                .isEqualTo(
                        new Json.Fields(
                                Map.of(
                                        "a",
                                        new Json.Items(
                                                List.of(
                                                        new Json.Numeral(BigDecimal.ONE),
                                                        new Json.Numeral(new BigDecimal("-2.5e+3")),
                                                        Json.Word.TRUE,
                                                        Json.Word.FALSE,
                                                        Json.Word.NULL,
                                                        new Json.Fields(Map.of()))),
                                        "",
                                        new Json.Text(""))));
    }

    @Test
    void readsEscapes() throws JsonFault {
        assertThat(Json.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00é\""))
                .isEqualTo(new Json.Text("\"\\/\b\f\n\r\té😀é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{a:1}",
                "{'a':1}",
                "01",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e9999",
                "--1",
                "NaN",
                "Infinity",
                "truex",
                "nul",
                "1 1",
                "{} {}",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "\"\t\"",
                "// a\n1",
                "/* a */1",
                "[1]]",
                "\uFEFF1",
                "{\"a\":1,\"a\":2}",
                "\"\\"
            })
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonFault.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1 \"b\":2}|line 1, column 8: a comma or \"}\" is expected",
                "[1}|line 1, column 3: a comma or \"]\" is expected",
                "{\"a\" 1}|line 1, column 6: a colon is expected",
                "{\"a\":1,\"a\":2}|line 1, column 8: a name that is not there already is expected",
                "tru|line 1, column 1: \"true\" is expected"
            })
    void saysWhere(String text, String message) {
        assertThatThrownBy(() -> Json.read(text)).hasMessage(message);
    }

    @Test
    void countsLines() {
        assertThatThrownBy(() -> Json.read("[\n1,\n  ?]"))
                .hasMessage("line 3, column 3: a value is expected");
    }

    @Test
    void refusesDepthAndLengthThatNoFileHas() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).isInstanceOf(JsonFault.class);
        assertThatThrownBy(() -> Json.read("1".repeat(101))).isInstanceOf(JsonFault.class);
    }
}
