package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the facts of each statement of {@code facts/DATABASE_input.sql}, one between two empty
 * lines, with {@code DATABASE_expected.txt}.
 */
final class GoldenFactsTest {

    @ParameterizedTest
    @CsvSource({"postgresql, 60", "mysql, 25", "sqlite, 25", "h2, 25", "distributed, 10"})
    void tellsTheFactsOfEachStatement(String database, int least) throws IOException {
        List<String> scripts =
                Arrays.stream(read(database + "_input.sql").split("\n\n+"))
                        .map(String::strip)
                        .toList();
        StringBuilder rendered = new StringBuilder();
        for (String script : scripts) {
            rendered.append(script).append('\n').append(rendered(database, script)).append('\n');
        }

        assertThat(scripts).hasSizeGreaterThanOrEqualTo(least);
        assertThat(rendered).hasToString(read(database + "_expected.txt"));
    }

    private static String rendered(String database, String script) throws IOException {
        Section section = TestScripts.outline(rules(database), script).up().orElseThrow();
        List<SqlStatement> statements = TestScripts.statements(section);
        assertThat(statements).as(script).hasSize(1);
        return rendered(statements.getFirst().facts());
    }

    private static String rendered(StatementFacts facts) {
        String traits =
                Arrays.stream(Trait.values())
                        .filter(facts::has)
                        .map(Trait::name)
                        .collect(Collectors.joining(", "));
        StringBuilder lines = new StringBuilder();
        lines.append(
                "    %s: %s, locks %s, leaves %s%n"
                        .formatted(facts.name(), facts.kind(), facts.lockClass(), facts.leaves()));
        if (!traits.isEmpty()) {
            lines.append("    ").append(traits).append('\n');
        }
        if (!(facts.effect() instanceof Effect.Unknown)) {
            lines.append("    ").append(facts.effect()).append('\n');
        }
        facts.routine().ifPresent(it -> lines.append("    makes ").append(it).append('\n'));
        return lines.toString();
    }

    private static LexerRules rules(String database) {
        return switch (database) {
            case "postgresql" -> LexerRules.postgresql();
            case "mysql" -> LexerRules.mysql();
            case "sqlite" -> LexerRules.sqlite();
            case "h2" -> LexerRules.h2();
            case "distributed" -> Dialect.cockroachdb().lexerRules();
            default -> throw new IllegalArgumentException(database);
        };
    }

    private static String read(String name) throws IOException {
        URL url = Objects.requireNonNull(GoldenFactsTest.class.getResource("facts/" + name), name);
        try {
            return Files.readString(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
