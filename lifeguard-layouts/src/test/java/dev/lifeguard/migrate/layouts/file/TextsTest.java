package dev.lifeguard.migrate.layouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextsTest {

    private final Texts texts = new Texts();

    private Optional<String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> read(byte[] content) throws IOException {
        return texts.read(
                new MigrationFile() {
                    @Override
                    public String name() {
                        return "x.sql";
                    }

                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(content);
                    }
                });
    }

    @Test
    void readsTextsOfAnyLengthOneAfterTheOther() throws IOException {
        int buffer = 16 * 1024;
        for (int length : new int[] {buffer + 1, 0, buffer - 1, buffer, 3 * buffer, 7}) {
            String text = "é" + "x".repeat(Math.max(0, length - 2));
            assertThat(read(text)).contains(text);
        }
        assertThat(read("")).contains("");
        assertThat(read("\uFEFFa")).contains("a");
    }

    @Test
    void knowsWhatIsNoUtf8FromTheSignForIt() throws IOException {
        assertThat(read("a \uFFFD")).contains("a \uFFFD");
        assertThat(read(new byte[] {'a', (byte) 0xE9, 'b'})).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n", "a\n\nb", "\n", "a\r\nb\r\n", "a\rb\nc", "é\n\n"})
    void hasTheLinesOfTheJdk(String text) {
        List<String> expected = text.lines().toList();

        assertThat(Texts.lines(text)).isEqualTo(expected);
    }
}
