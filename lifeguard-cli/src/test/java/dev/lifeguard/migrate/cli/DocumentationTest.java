package dev.lifeguard.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.command.Commands;
import dev.lifeguard.migrate.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the documents say is what the program has, no more and no less. */
final class DocumentationTest {

    private static final Pattern CALL = Pattern.compile("[/ ](lifeguard-migrate [a-z][^>]*)");
    private static final Pattern ARGUMENTS = Pattern.compile("args: \\[(.*)]");

    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Pattern VARIABLE = Pattern.compile("\\b[A-Z]+(_[A-Z]+)+\\b");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Set<String> OF_EVERY_COMMAND_LINE_PROGRAM = Set.of("--help", "--version");

    private final CommandLine program = Commands.all();

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> words(String line) {
        return BLANKS.splitAsStream(line).toList();
    }

    private static Stream<OptionSpec> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !OF_EVERY_COMMAND_LINE_PROGRAM.contains(option.longestName()));
    }

    @Test
    void everyErrorCodeIsExplained() {
        List<String> written =
                Documentation.of("docs/errors.md").table("code").stream()
                        .map(row -> String.join(" ", row.subList(0, 3)))
                        .toList();

        assertThat(written)
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorKind.values())
                                .map(kind -> kind.code() + " " + kind + " " + exit(kind))
                                .sorted()
                                .toList());
    }

    private static String exit(ErrorKind kind) {
        return kind == ErrorKind.INTERRUPTED
                ? "129, 130, 143"
                : Integer.toString(ExitCode.of(kind).number());
    }

    @Test
    void everyExitCodeIsExplained() {
        List<String> written =
                Documentation.of("docs/cli.md").table("code").stream().map(List::getFirst).toList();

        assertThat(written)
                .containsExactlyElementsOf(
                        Arrays.stream(ExitCode.values())
                                .map(
                                        code ->
                                                code == ExitCode.INTERRUPTED
                                                        ? "129, 130, 143"
                                                        : "" + code.number())
                                .toList());
    }

    @Test
    void everyGlobalOptionIsExplainedWithItsVariables() {
        Map<String, Set<String>> written = new TreeMap<>();
        for (List<String> row : Documentation.of("docs/cli.md").table("option")) {
            written.put(
                    found(OPTION, row.getFirst()).iterator().next(), found(VARIABLE, row.get(1)));
        }

        Map<String, Set<String>> real = new TreeMap<>();
        options(program.getCommandSpec())
                .forEach(
                        option ->
                                real.put(
                                        option.longestName(),
                                        found(VARIABLE, String.join(" ", option.description()))));
        assertThat(written).isEqualTo(real);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/cli.md"})
    void everyCommandIsExplainedWithItsOptions(String document) {
        Map<String, Set<String>> written = new TreeMap<>();
        for (List<String> row : Documentation.of(document).table("command")) {
            String command = words(Documentation.code(row.getFirst()).getFirst()).getFirst();
            written.put(command, found(OPTION, row.getFirst() + row.get(1)));
        }

        Map<String, Set<String>> real = new TreeMap<>();
        program.getSubcommands()
                .forEach((name, command) -> real.put(name, own(command.getCommandSpec())));
        real.remove("help");
        if (document.equals("README.md")) {
            real.remove("generate-completion");
            real.put("repair", Set.of());
        }
        assertThat(written).isEqualTo(real);
    }

    private static Set<String> own(CommandSpec command) {
        return options(command)
                .filter(option -> !option.inherited())
                .map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<String> commandLines() {
        return Stream.concat(
                        Documentation.all().stream()
                                .flatMap(document -> document.lines("sh").stream())
                                .filter(line -> line.startsWith("./lifeguard-migrate")),
                        Stream.of("ini", "yaml", "dockerfile")
                                .flatMap(
                                        it -> Documentation.of("docs/deploy.md").lines(it).stream())
                                .flatMap(DocumentationTest::calls))
                .toList();
    }

    /** What a line of a recipe calls, as a command line. */
    private static Stream<String> calls(String line) {
        return Stream.concat(
                CALL.matcher(line).results().map(call -> call.group(1).strip()),
                ARGUMENTS
                        .matcher(line)
                        .results()
                        .map(call -> "lifeguard-migrate " + call.group(1).replaceAll("[\",]", "")));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void everyCommandLineCanBeRead(String line) {
        String[] arguments = words(line).stream().skip(1).toArray(String[]::new);

        assertThat(program.parseArgs(arguments))
                .returns(true, CommandLine.ParseResult::hasSubcommand);
    }

    @Test
    void everyTargetOfMakeExists() throws IOException {
        Set<String> targets =
                found(
                        Pattern.compile("(?m)^[a-z-]+(?=:)"),
                        Files.readString(Path.of("../Makefile")));
        Set<String> named = new TreeSet<>();
        for (Documentation document : Documentation.all()) {
            document.lines("sh").stream()
                    .filter(line -> line.startsWith("make "))
                    .map(line -> words(line).get(1))
                    .forEach(named::add);
        }

        assertThat(named).contains("demo", "test").isSubsetOf(targets);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Documentation document) {
        assertThat(document.links()).allSatisfy(target -> assertThat(target).exists());
    }

    static List<Documentation> documents() {
        return Documentation.all();
    }
}
