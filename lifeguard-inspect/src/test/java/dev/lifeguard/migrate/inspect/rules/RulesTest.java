package dev.lifeguard.migrate.inspect.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Expected;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RulesTest {

    private static final Path PAGES = Path.of("..", "docs", "lint");

    @Test
    void readsADescription() {
        Rule rule =
                RuleReader.read(
                        """
                        code: LG-I99
                        name: a-rule
                        level: error
                        what: It locks: much.
                        safe: Do less.

                        == setup
                        CREATE TABLE t (
                            a int);

                        == flagged
                        CREATE INDEX i ON t (a);
                        --> public.t ShareLock build

                        == flagged, without a transaction
                        SELECT 1;
                        --> [14-17] error 25001
                        """);

        assertThat(rule)
                .isEqualTo(
                        new Rule(
                                "LG-I99",
                                "a-rule",
                                "error",
                                "It locks: much.",
                                "Do less.",
                                new Example(
                                        Transaction.WHOLE,
                                        List.of(statement("CREATE TABLE t (\n    a int)"))),
                                List.of(
                                        new Example(
                                                Transaction.WHOLE,
                                                List.of(
                                                        statement(
                                                                "CREATE INDEX i ON t (a)",
                                                                new Expected(
                                                                        0,
                                                                        Integer.MAX_VALUE,
                                                                        "public.t ShareLock"
                                                                                + " build")))),
                                        new Example(
                                                Transaction.NONE,
                                                List.of(
                                                        statement(
                                                                "SELECT 1",
                                                                new Expected(
                                                                        14, 17, "error 25001"))))),
                                List.of()));
    }

    private static Statement statement(String sql, Expected... expected) {
        return new Statement(sql, List.of(expected));
    }

    @Test
    void refusesADescriptionWithoutALevel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleReader.read("code: LG-I99\nname: a-rule\n"))
                .withMessageContaining("level");
    }

    @Test
    void hasEachCodeAndNameOnce() {
        assertThat(Rules.all()).hasSize(95);
        assertThat(Rules.all()).extracting(Rule::code).doesNotHaveDuplicates();
        assertThat(Rules.all()).extracting(Rule::name).doesNotHaveDuplicates();
        assertThat(Rules.all()).extracting(Rule::level).containsOnly("error", "warning", "info");
        assertThat(Rules.all()).noneMatch(rule -> rule.flagged().isEmpty());
    }

    /** With {@code -Dlifeguard.write} it writes the pages first. */
    @Test
    void hasAPageForEach() throws IOException {
        List<Rule> rules = Rules.all();
        if (Boolean.getBoolean("lifeguard.write")) {
            Files.createDirectories(PAGES);
            Files.writeString(PAGES.resolve("README.md"), RulePage.list(rules));
            for (Rule rule : rules) {
                Files.writeString(PAGES.resolve(rule.name() + ".md"), RulePage.of(rule));
            }
        }

        assertThat(PAGES.resolve("README.md")).hasContent(RulePage.list(rules));
        for (Rule rule : rules) {
            assertThat(PAGES.resolve(rule.name() + ".md")).hasContent(RulePage.of(rule));
        }
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages).hasSize(rules.size() + 1);
        }
    }
}
