package dev.lifeguard.migrate.connect.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellWordTest {

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(ShellWord.of("sqlite:/srv/app-1.db")).isEqualTo("sqlite:/srv/app-1.db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "it's", "$HOME", "lib/*", "a;b", "a\\b", "\"a\"", "`id`", "ü"})
    void theShellReadsItAsItIs(String text) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(text)).start();

        assertThat(shell.getInputStream().readAllBytes())
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(shell.waitFor()).isZero();
    }
}
