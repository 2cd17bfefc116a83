package dev.lifeguard.migrate.layouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.GivenFiles.GivenFile;
import dev.lifeguard.migrate.layouts.file.CommentLines.CommentLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommentLinesTest {

    private static List<CommentLine> in(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int start = Math.min(bytes.length, 8185);
        return CommentLines.in(
                bytes, start, new ByteArrayInputStream(bytes, start, bytes.length - start), "mark");
    }

    @Test
    void findsThoseThatBeginALine() throws IOException {
        assertThat(
                        in(
                                "\uFEFF"
                                        + """
                                        --mark 1
                                        SELECT 1; -- mark 2
                                        \t --mark 3\r
                                        - mark
                                        -- none

                                        --mark é\
                                        """))
                .containsExactly(
                        new CommentLine(1, false, "--mark 1"),
                        new CommentLine(3, true, "--mark 3\r"),
                        new CommentLine(7, false, "--mark é"));
    }

    @ParameterizedTest
    @ValueSource(ints = {8180, 8184, 8185, 8186, 8192, 16_370, 16_376, 16_377, 20_000})
    void findsThemAcrossItsBuffer(int before) throws IOException {
        assertThat(in("x".repeat(before) + "\n--mark\nx"))
                .containsExactly(new CommentLine(2, false, "--mark"));
    }

    @Test
    void cutsLongLines() throws IOException {
        List<CommentLine> found = in("--mark" + "x".repeat(5000) + "\n--mark");

        assertThat(found).map(line -> line.text().length()).containsExactly(1000, 6);
    }

    @Test
    void givesWhatItReadToTheNextReaderOnce() throws IOException {
        GivenFile[] now = {new GivenFile("a", "one")};
        var file =
                new dev.lifeguard.migrate.source.MigrationSource.MigrationFile() {
                    @Override
                    public String name() {
                        return "a";
                    }

                    @Override
                    public InputStream open() {
                        return now[0].open();
                    }
                };

        ReadOnce read =
                new ReadOnce.Buffer()
                        .read(file, (start, length, rest) -> assertThat(length).isEqualTo(3));
        now[0] = new GivenFile("a", "two");

        assertThat(ReadOnce.text(read)).isEqualTo("one");
        assertThat(ReadOnce.text(read)).isEqualTo("two");
    }

    @Test
    void keepsNothingOfALargeFile() throws IOException {
        String large = "x".repeat(1024 * 1024) + "\n--mark\n";
        int[] lines = {0};

        ReadOnce read =
                new ReadOnce.Buffer()
                        .read(
                                new GivenFile("a", large),
                                (start, length, rest) ->
                                        lines[0] =
                                                CommentLines.in(start, length, rest, "mark")
                                                        .getFirst()
                                                        .number());

        assertThat(lines[0]).isEqualTo(2);
        assertThat(ReadOnce.text(read)).isEqualTo(large);
    }
}
