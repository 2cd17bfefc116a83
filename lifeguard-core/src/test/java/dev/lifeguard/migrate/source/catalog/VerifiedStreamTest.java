package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of several blocks, between its comparison and its reading. */
final class VerifiedStreamTest {

    private static final String CHANGED =
            "LG-302 20260101120000_a.sql was changed since this run began. Run it again.";
    private static final int WHOLE = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"first byte", "last byte", "one byte less", "one byte more", "nothing"})
    void refusesALargeFileThatIsChangedBehindItsComparison(String change) throws IOException {
        byte[] before = "x".repeat(2 * WHOLE + 9).getBytes(StandardCharsets.UTF_8);
        byte[] after =
                switch (change) {
                    case "first byte" -> edited(before, 0);
                    case "last byte" -> edited(before, before.length - 1);
                    case "one byte less" -> Arrays.copyOf(before, before.length - 1);
                    case "one byte more" -> Arrays.copyOf(before, before.length + 1);
                    default -> new byte[0];
                };
        ScriptContent content = verified(before, after);

        try (InputStream stream = content.open()) {
            assertThatExceptionOfType(InvalidScriptException.class)
                    .isThrownBy(stream::readAllBytes)
                    .withMessage(CHANGED);
        }
    }

    @Test
    void givesALargeFileWholeInPiecesOfAnySize() throws IOException {
        String text = "0123456789".repeat(WHOLE / 8);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ScriptContent content = verified(bytes, bytes);

        try (InputStream stream = content.open()) {
            assertThat(stream.readNBytes(WHOLE - 1)).isEqualTo(Arrays.copyOf(bytes, WHOLE - 1));
            assertThat(new int[] {stream.read(), stream.read()})
                    .containsExactly(bytes[WHOLE - 1], bytes[WHOLE]);
            assertThat(stream.readAllBytes())
                    .isEqualTo(Arrays.copyOfRange(bytes, WHOLE + 1, bytes.length));
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    private static ScriptContent verified(byte[] before, byte[] after) throws IOException {
        return new VerifiedContent(
                changing(before, after),
                Checksum.of(new ByteArrayInputStream(before)),
                new Checksum.Reading());
    }

    private static byte[] edited(byte[] bytes, int at) {
        byte[] edited = bytes.clone();
        edited[at]++;
        return edited;
    }

    /** A file that is changed after it was opened once. */
    private static MigrationFile changing(byte[] before, byte[] after) {
        Iterator<byte[]> contents = List.of(before, after).iterator();
        return new MigrationFile() {
            @Override
            public String name() {
                return "20260101120000_a.sql";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(contents.next());
            }
        };
    }
}
