package dev.lifeguard.migrate.layouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        int buffer = 8 * 1024;
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
}
