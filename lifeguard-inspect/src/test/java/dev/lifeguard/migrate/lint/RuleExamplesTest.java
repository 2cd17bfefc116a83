package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.rules.Rule;
import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import dev.lifeguard.migrate.inspect.rules.Rules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what its page says that it finds, and nothing in what the page says to do. */
class RuleExamplesTest {

    /** What the text of one migration does not tell. */
    private static final Set<String> NOT_OF_A_TEXT =
            Set.of(
                    "out-of-order",
                    "pg14-index-corruption",
                    "down-loses-data",
                    "down-missing-object");

    static Stream<Rule> rules() {
        return Rules.all().stream().filter(it -> !NOT_OF_A_TEXT.contains(it.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void findsWhatIsFlagged(Rule rule) {
        for (Example example : rule.flagged()) {
            LintedMigrations migrations = before(rule).then(script(rule, example));

            assertThat(migrations.found())
                    .as(rule.name() + ": " + script(rule, example))
                    .anyMatch(it -> it.startsWith(rule.name() + ":"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void findsNothingInWhatIsClean(Rule rule) {
        LintedMigrations migrations = before(rule);
        rule.clean().forEach(example -> migrations.then(script(rule, example)));

        assertThat(migrations.found())
                .as(rule.name())
                .noneMatch(it -> it.startsWith(rule.name() + ":"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.lifeguard.migrate.inspect.rules.Rules#all")
    void hasTheCodeAndTheLevelOfItsPage(Rule page) {
        LintRule rule = LintRule.of(page.name()).orElseThrow();

        assertThat(rule.code()).isEqualTo(page.code());
        assertThat(rule.level().map(LintLevel::word).orElse(page.level())).isEqualTo(page.level());
    }

    /** With the rules that are off. */
    private static LintedMigrations before(Rule rule) {
        Map<LintRule, Optional<LintLevel>> levels = new EnumMap<>(LintRule.class);
        LintRule.of(rule.name())
                .filter(it -> it.level().isEmpty())
                .ifPresent(it -> levels.put(it, Optional.of(LintLevel.INFO)));
        LintedMigrations migrations =
                new LintedMigrations()
                        .with(
                                new LintSettings(
                                        levels,
                                        LintSettings.OLDEST_VERSION,
                                        LintSettings.SMALL_TABLE));
        List<Statement> setup = rule.setup().statements();
        return setup.isEmpty() ? migrations : migrations.applied(text(setup));
    }

    private static String script(Rule rule, Example example) {
        String text = text(example.statements());
        if (example.transaction() == Transaction.NONE) {
            return "-- lifeguard:no-transaction\n"
                    + text.replace("-- lifeguard:no-transaction\n", "");
        }
        return rule.name().equals("concurrently-in-tx") ? "BEGIN;\n" + text + "COMMIT;\n" : text;
    }

    private static String text(List<Statement> statements) {
        return statements.stream().map(it -> it.sql() + ";\n").collect(Collectors.joining());
    }
}
