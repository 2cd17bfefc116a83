package dev.lifeguard.migrate.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.lifeguard.migrate.connect.words.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares everything that commands print with the files in {@code golden}. */
final class GoldenOutputTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** A JSON document begins with these fields, whatever the command and its outcome. */
    private static final List<String> OUTER_SHAPE =
            List.of("command", "success", "applied", "rolledBack", "pending", "problems", "error");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static Set<String> answers() {
        return Answers.all().keySet();
    }

    static Set<String> failures() {
        return Answers.failures().keySet();
    }

    static Stream<String> documents() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void printsAnAnswerAsText(String name) throws IOException {
        new TextOutput(console()).answer(answer(name));

        assertThat(out).hasToString(golden(name + ".txt"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void printsAnAnswerAsJson(String name) throws IOException {
        new JsonOutput(command(name), console()).answer(answer(name));

        assertThat(out).hasToString(golden(name + ".json"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void printsAFailureAsText(String name) throws IOException {
        new TextOutput(console()).failure(failure(name));

        assertThat("stdout:\n" + out + "stderr:\n" + err).isEqualTo(golden(name + ".txt"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void printsAFailureAsJson(String name) throws IOException {
        new JsonOutput("up", console()).failure(failure(name));

        assertThat(out).hasToString(golden(name + ".json"));
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void printsTheSameOuterShapeAlways(String document) throws IOException {
        assertThat(outerFields(golden(document))).startsWith(OUTER_SHAPE.toArray(String[]::new));
    }

    @Test
    void colorsOnATerminal() throws IOException {
        PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console colored = new Console(stdout, stdout, stderr, Style.COLORED, Style.COLORED, false);

        new TextOutput(colored).answer(answer("status_problems"));
        new TextOutput(colored).failure(failure("failed_at_once"));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\033[31mapplied, file missing\033[0m");
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("\033[31mLG-201 Migration");
    }

    private Console console() {
        PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, false, StandardCharsets.UTF_8);
        return new Console(stdout, stdout, stderr, Style.PLAIN, Style.PLAIN, false);
    }

    private static Answer answer(String name) {
        return Objects.requireNonNull(Answers.all().get(name));
    }

    private static Failure failure(String name) {
        return Objects.requireNonNull(Answers.failures().get(name));
    }

    private static String command(String name) {
        int end = name.indexOf('_');
        return end < 0 ? name : name.substring(0, end);
    }

    private static String golden(String file) throws IOException {
        return Files.readString(GOLDEN.resolve(file)).replace("\n", System.lineSeparator());
    }

    private static List<String> outerFields(String document) throws IOException {
        List<String> fields = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(document)) {
            parser.nextToken();
            while (parser.nextToken() != com.fasterxml.jackson.core.JsonToken.END_OBJECT) {
                fields.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return fields;
    }
}
