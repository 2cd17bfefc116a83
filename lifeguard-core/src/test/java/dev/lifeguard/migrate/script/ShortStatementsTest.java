package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scan keeps of a section is what its reader gives. */
final class ShortStatementsTest {

    private static Section up(String script) throws IOException {
        return TestScripts.outline(script).up().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "-- Up migration\nSELECT 1;\nSELECT 'a;b';\n-- Down migration\nSELECT 3;\n",
                "-- Up migration\n-- lifeguard:lock-timeout 5s\nSELECT 1;;\n\nSELECT 2;",
                "BEGIN;\nSELECT 1;\nSELECT 2;\nCOMMIT;\n",
                "VACUUM;\nSELECT 2;\n"
            })
    void areThoseOfTheReader(String script) throws IOException {
        Section up = up(script);

        assertThat(up.shortStatements()).contains(TestScripts.statements(up));
        assertThat(up.shortStatements().orElseThrow()).hasSize(up.statementCount());
    }

    @Test
    void areAtMostFifty() throws IOException {
        assertThat(up("SELECT 1;\n".repeat(50)).shortStatements().orElseThrow()).hasSize(50);
        assertThat(up("SELECT 1;\n".repeat(51)).shortStatements()).isEmpty();
    }

    @Test
    void areShort() throws IOException {
        assertThat(up("SELECT '%s';".formatted("x".repeat(16_000))).shortStatements()).isPresent();
        assertThat(up("SELECT '%s';".formatted("x".repeat(17_000))).shortStatements()).isEmpty();
    }

    @Test
    void haveNoData() throws IOException {
        assertThat(up("SELECT 1;\nCOPY t FROM STDIN;\n1\n\\.\n").shortStatements()).isEmpty();
    }
}
