package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares what is read of each {@code golden/DATABASE/case_input.sql} with {@code
 * case_expected.txt}.
 */
final class GoldenScriptTest {

    private static final String INPUT = "_input.sql";

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.walk(directory())) {
            return files.map(file -> directory().relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(INPUT))
                    .map(name -> name.substring(0, name.length() - INPUT.length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsEveryStatementAsExpected(String name) throws IOException {
        ScriptContent script = TestScripts.bytes(input(name));

        assertThat(rendered(name, script)).isEqualTo(expected(name));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsTheSameFromAStreamThatGivesOneByteAtATime(String name) throws IOException {
        ScriptContent script = TestScripts.byteByByte(input(name));

        assertThat(rendered(name, script)).isEqualTo(expected(name));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsTheSameFromAFileWithCarriageReturns(String name) throws IOException {
        String input = new String(input(name), StandardCharsets.UTF_8).replace("\n", "\r\n");
        ScriptContent script = ScriptContent.of("x.sql", input);

        assertThat(withoutOffsets(rendered(name, script).replace("␍", "")))
                .isEqualTo(withoutOffsets(expected(name)));
    }

    private static LexerRules rules(String name) {
        return switch (name.substring(0, name.indexOf('/'))) {
            case "postgresql" -> LexerRules.postgresql();
            case "mysql" -> LexerRules.mysql();
            case "sqlite" -> LexerRules.sqlite();
            case "h2" -> LexerRules.h2();
            case "distributed" -> Dialect.cockroachdb().lexerRules();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static byte[] input(String name) throws IOException {
        return Files.readAllBytes(directory().resolve(name + INPUT));
    }

    private static String expected(String name) throws IOException {
        return Files.readString(directory().resolve(name + "_expected.txt"));
    }

    private static Path directory() {
        URL url = Objects.requireNonNull(GoldenScriptTest.class.getResource("golden"));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withoutOffsets(String rendered) {
        return rendered.replaceAll("(?m)^(\\d+ at \\d+:\\d+)\\+\\d+", "$1");
    }

    private static String rendered(String name, ScriptContent script) throws IOException {
        ScriptOutline outline =
                ScriptOutline.read(
                        script,
                        ScriptForm.SECTIONS,
                        new ScriptRules(rules(name), Placeholders.NONE));
        StringBuilder result = new StringBuilder();
        render("up", outline.up(), result);
        render("down", outline.down(), result);
        return result.toString();
    }

    private static void render(String name, Optional<Section> section, StringBuilder result)
            throws IOException {
        result.append("== ").append(name).append(section.isEmpty() ? ": none\n" : ": ");
        if (section.isPresent()) {
            result.append(header(section.get())).append('\n');
            renderStatements(section.get(), result);
        }
    }

    private static String header(Section section) {
        String outside =
                section.outsideTransaction()
                        .map(first -> ", because of " + first.number() + " " + first.summary())
                        .orElse("");
        return section.statementCount()
                + (section.needsNoTransaction() ? " without a transaction" + outside : "")
                + section.lockTimeout().map(timeout -> ", lock timeout " + timeout).orElse("")
                + section.irreversibleReason().map(why -> ", irreversible: " + why).orElse("");
    }

    private static void renderStatements(Section section, StringBuilder result) throws IOException {
        try (StatementReader reader = section.open()) {
            Optional<SqlStatement> next = reader.next();
            while (next.isPresent()) {
                SqlStatement statement = next.get();
                Position start = statement.start();
                result.append(
                        "%s at %s:%s+%s %s %s%n"
                                .formatted(
                                        statement.number(),
                                        start.line(),
                                        start.column(),
                                        start.offset(),
                                        statement.kind(),
                                        statement.summary()));
                result.append(framed(statement.text()));
                if (statement.kind() == StatementKind.COPY_FROM_STDIN) {
                    byte[] data = reader.copyData().readAllBytes();
                    result.append(" data\n");
                    result.append(framed(new String(data, StandardCharsets.UTF_8)));
                }
                next = reader.next();
            }
        }
    }

    /** Each line between bars, with its carriage returns to be seen. */
    private static String framed(String text) {
        StringBuilder result = new StringBuilder();
        text.replace("\r", "␍").lines().forEach(line -> result.append("|" + line + "|\n"));
        return result.toString();
    }
}
