package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifiedContentTest {

    private static final String CHANGED =
            "LG-302 20260101120000_a.sql was changed since this run began. Run it again.";
    private static final int WHOLE = 1024 * 1024;

    /** Makes a file one that is read again, see {@link KeptFilesTest}. */
    private static final String TAIL = " ".repeat(4 * 1024);

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("20260101120000_a.sql");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, WHOLE - 1, WHOLE, WHOLE + 1, 2 * WHOLE + 3})
    void givesTheFileAsItIs(int length) throws IOException {
        String text = "x".repeat(length);
        ScriptContent content = verified(text);

        assertThat(read(content)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesTheBytesThatTheChecksumLeavesOut() throws IOException {
        ScriptContent content = verified("\uFEFFSELECT 1;\r\n");

        assertThat(read(content)).isEqualTo("\uFEFFSELECT 1;\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void canBeReadAgain() throws IOException {
        ScriptContent content = verified("SELECT 1;" + TAIL);
        read(content);

        assertThat(read(content)).asString(StandardCharsets.UTF_8).isEqualTo("SELECT 1;" + TAIL);
    }

    @Test
    void givesNoByteOfAnEditedFile() throws IOException {
        ScriptContent content = verified("SELECT 1;" + TAIL);
        Files.writeString(file, "SELECT 2;" + TAIL);

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(content::open)
                .withMessage(CHANGED);
    }

    @Test
    void givesNoByteOfAFileThatWasCutOff() throws IOException {
        ScriptContent content = verified("x".repeat(WHOLE + 1));
        Files.writeString(file, "x");

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(content::open)
                .withMessage(CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, WHOLE / 2, WHOLE, 2 * WHOLE - 1})
    void refusesALargeFileThatWasEditedAnywhere(int at) throws IOException {
        byte[] bytes = "x".repeat(2 * WHOLE).getBytes(StandardCharsets.UTF_8);
        ScriptContent content = verified(new String(bytes, StandardCharsets.UTF_8));
        bytes[at] = 'y';
        Files.write(file, bytes);

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> read(content))
                .withMessage(CHANGED);
    }

    @Test
    void refusesAFileThatGrewLarge() throws IOException {
        ScriptContent content = verified(TAIL + "x");
        Files.writeString(file, "x".repeat(2 * WHOLE));

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> read(content))
                .withMessage(CHANGED);
    }

    @Test
    void acceptsAFileWhoseLineEndsAloneWereChanged() throws IOException {
        ScriptContent content = verified(TAIL + "SELECT 1;\nSELECT 2;\n");
        Files.writeString(file, TAIL + "SELECT 1;\r\nSELECT 2;\r\n");

        assertThat(read(content)).asString(StandardCharsets.UTF_8).contains("\r\n");
    }

    @Test
    void closesTheFileThatItRefuses() throws IOException {
        boolean[] closed = {false};
        MigrationFile watched =
                new MigrationFile() {
                    @Override
                    public String name() {
                        return "20260101120000_a.sql";
                    }

                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(new byte[1]) {
                            @Override
                            public void close() {
                                closed[0] = true;
                            }
                        };
                    }
                };
        VerifiedContent content =
                new VerifiedContent(watched, new Checksum("0".repeat(64)), new Checksum.Reading());

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(content::open)
                .withMessage(CHANGED);
        assertThat(closed[0]).isTrue();
    }

    @Test
    void refusesAnEditedScriptWhenItsSectionsAreRead() throws IOException {
        SqlScript script = script("SELECT 1;" + TAIL);
        Files.writeString(file, "SELECT 2;" + TAIL);

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(
                        () ->
                                script.sections(
                                        new ScriptRules(
                                                LexerRules.postgresql(), Placeholders.NONE)))
                .withMessage(CHANGED);
    }

    @Test
    void givesASmallFileAsItWasComparedHoweverItIsEditedLater() throws IOException {
        String down = "-- Down migration\nSELECT 2;\n" + TAIL;
        Section up = up("-- Up migration\nSELECT 1;\n" + down);
        Files.writeString(file, "-- Up migration\nSELECT 3;\n" + down);

        assertThat(statements(up)).containsExactly("SELECT 1");
        assertThat(up.text()).isEqualTo("SELECT 1;\n");
    }

    @Test
    void refusesAnEditedUpSectionOfALargeFile() throws IOException {
        String down = "-- Down migration\nSELECT '%s';\n".formatted("x".repeat(2 * WHOLE));
        Section up = up("-- Up migration\nSELECT 1;\n" + down);
        Files.writeString(file, "-- Up migration\nSELECT 3;\n" + down);

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> statements(up))
                .withMessage(CHANGED);
    }

    @Test
    void refusesTheTextOfALargeSectionThatWasEdited() throws IOException {
        String before = "SELECT '%s';\n".formatted("x".repeat(2 * WHOLE));
        Section up = up(before);
        Files.writeString(file, before.replaceFirst("x", "y"));

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(up::text)
                .withMessage(CHANGED);
    }

    private ScriptContent verified(String text) throws IOException {
        return script(text).text().content();
    }

    private Section up(String text) throws IOException {
        return script(text)
                .sections(new ScriptRules(LexerRules.postgresql(), Placeholders.NONE))
                .up()
                .orElseThrow();
    }

    private SqlScript script(String text) throws IOException {
        Files.writeString(file, text);
        MigrationCatalog catalog =
                MigrationCatalog.of(List.of(MigrationSource.directory(directory)));
        return (SqlScript) catalog.find(20260101120000L).orElseThrow();
    }

    private static List<String> statements(Section section) throws IOException {
        List<String> texts = new ArrayList<>();
        try (StatementReader reader = section.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                texts.add(next.get().text());
            }
        }
        return texts;
    }

    private static byte[] read(ScriptContent content) throws IOException {
        try (InputStream stream = content.open()) {
            return stream.readAllBytes();
        }
    }
}
