package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChecksumTest {

    /** The size of the pieces in which a stream is read. */
    private static final int PIECE = 16 * 1024;

    /** What the table says was recorded by users; a line of it never changes. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "checksum_golden.csv", useHeadersInDisplayName = false)
    void neverChanges(String name, String bytesInHex, String expected) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(bytesInHex);

        assertThat(of(bytes)).as(name).isEqualTo(expected);
    }

    @Test
    void isWhatSha256sumPrintsForAnOrdinaryFile() throws IOException {
        String file = "CREATE TABLE users (id bigint PRIMARY KEY);\n";

        assertThat(of(file))
                .isEqualTo("3456c330330e5584db1ea42d855fe843569a61c7c200bd34b52f8f9c03b28f0d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\r\nSELECT 2;\r\n",
                "SELECT 1;\rSELECT 2;\r",
                "SELECT 1;\rSELECT 2;\r\n"
            })
    void isTheSameWithAnyLineEnds(String file) throws IOException {
        assertThat(of(file)).isEqualTo(of("SELECT 1;\nSELECT 2;\n"));
    }

    @Test
    void isTheSameWithAByteOrderMark() throws IOException {
        assertThat(of("\uFEFFSELECT 1;\n")).isEqualTo(of("SELECT 1;\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "SELECT 1;\n\n",
                "SELECT 1; \n",
                "select 1;\n",
                "\uFEFF\uFEFFSELECT 1;\n"
            })
    void differsForEverythingElse(String file) throws IOException {
        assertThat(of(file)).isNotEqualTo(of("SELECT 1;\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFa\r\nb\rc\n\r\r\n\r",
                "\uFEFF\r\n",
                "\uFEFF",
                "\r\n\r\n",
                "\uFEFE\r\n",
                "\uFEFF\uFEFF\r"
            })
    void isTheSameHoweverItIsReadInPieces(String file) throws IOException {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        String whole = of(file);

        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertThat(inPieces(bytes, first, second))
                        .as("split at %s and %s", first, second)
                        .isEqualTo(whole);
            }
        }
        assertThat(Checksum.of(new OneByteAtATime(bytes)).hex()).isEqualTo(whole);
    }

    private static String inPieces(byte[] bytes, int first, int second) {
        Checksum.Running running = new Checksum.Reading().another();
        running.add(bytes, 0, first);
        running.add(bytes, first, second - first);
        running.add(bytes, second, bytes.length - second);
        return running.finish().hex();
    }

    @ParameterizedTest
    @ValueSource(ints = {PIECE - 2, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE - 1})
    void joinsALineEndOverTheBordersOfItsBuffer(int before) throws IOException {
        byte[] windows = new byte[before + 2];
        Arrays.fill(windows, (byte) 'x');
        windows[before] = '\r';
        windows[before + 1] = '\n';
        byte[] unix = Arrays.copyOf(windows, before + 1);
        unix[before] = '\n';

        assertThat(of(windows)).isEqualTo(of(unix));
    }

    @Test
    void leavesTheStreamOpen() throws IOException {
        boolean[] closed = {false};
        InputStream stream =
                new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };

        Checksum.of(stream);

        assertThat(closed[0]).isFalse();
    }

    @Test
    void passesOnThatAStreamCannotBeRead() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatIOException().isThrownBy(() -> Checksum.of(closed)).withMessage("Stream closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e3b0c44298fc1c149afbf4c8996fb924",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "z3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void refusesWhatIsNoSha256(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checksum(hex))
                .withMessage("\"%s\" is not a SHA-256 in 64 lower-case hexadecimal digits", hex);
    }

    @Test
    void showsItsDigits() {
        String digits = "0".repeat(64);

        assertThat(new Checksum(digits)).hasToString(digits);
    }

    private static String of(String file) throws IOException {
        return of(file.getBytes(StandardCharsets.UTF_8));
    }

    private static String of(byte[] file) throws IOException {
        return Checksum.of(new ByteArrayInputStream(file)).hex();
    }

    /** A stream that never gives more than it must. */
    private static final class OneByteAtATime extends ByteArrayInputStream {

        OneByteAtATime(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(1, length));
        }
    }
}
