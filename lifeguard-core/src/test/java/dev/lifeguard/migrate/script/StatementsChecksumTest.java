package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class StatementsChecksumTest {

    private static final String OF_NONE =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** {@code printf 'SELECT 1\0' | sha256sum}. */
    private static final String OF_ONE =
            "85f1ac9983155ca0cd06f4aeddf84049143014cdb01303ec4dcad12093909f5e";

    /** {@code printf 'SELECT 1\0SELECT 2\0' | sha256sum}. */
    private static final String OF_TWO =
            "81a4f8a2680435192b6dd5c7be8222997068b22b18bc029f830455242f0758a6";

    @Test
    void ofNoStatementIsThatOfNothing() {
        assertThat(new StatementsChecksum().hex()).isEqualTo(OF_NONE);
    }

    @Test
    void neverChangesForTheSameStatements() throws IOException {
        Section section = section("SELECT 1;\nSELECT 2;\nSELECT 3;\n");

        assertThat(StatementsChecksum.ofFirst(section, 0)).isEqualTo(OF_NONE);
        assertThat(StatementsChecksum.ofFirst(section, 1)).isEqualTo(OF_ONE);
        assertThat(StatementsChecksum.ofFirst(section, 2)).isEqualTo(OF_TWO);
    }

    @Test
    void isOfAllStatementsWhenThereAreFewer() throws IOException {
        assertThat(StatementsChecksum.ofFirst(section("SELECT 1;"), 5)).isEqualTo(OF_ONE);
    }

    @Test
    void growsStatementByStatement() throws IOException {
        StatementsChecksum checksum = new StatementsChecksum();
        try (StatementReader reader = section("SELECT 1; SELECT 2;").open()) {
            checksum.add(reader.next().orElseThrow());
            SqlStatement second = reader.next().orElseThrow();

            assertThat(checksum.hexWith(second)).isEqualTo(OF_TWO);
            assertThat(checksum.hex()).isEqualTo(OF_ONE);

            checksum.add(second);
            assertThat(checksum.hex()).isEqualTo(OF_TWO);
        }
    }

    private static Section section(String text) throws IOException {
        return ScriptOutline.read(
                        ScriptContent.of("a.sql", text),
                        ScriptForm.UP_ONLY,
                        new ScriptRules(LexerRules.postgresql(), Placeholders.NONE))
                .up()
                .orElseThrow();
    }
}
