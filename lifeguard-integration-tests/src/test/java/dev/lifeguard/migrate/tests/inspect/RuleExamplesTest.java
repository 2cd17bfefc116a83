package dev.lifeguard.migrate.tests.inspect;

import dev.lifeguard.migrate.inspect.rules.Rule;
import dev.lifeguard.migrate.inspect.rules.Rule.Expected;
import dev.lifeguard.migrate.inspect.rules.Rules;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every example of every rule does on a server what the rule says that it does. */
@OnPostgres({14, 15, 16, 17, 18})
final class RuleExamplesTest {

    private static final int USUAL = 15;

    private final PostgresServer server;

    RuleExamplesTest(PostgresServer server) {
        this.server = server;
    }

    /** All statements on one version; on the others those of rules that differ between versions. */
    @Test
    void doesWhatItsRuleSays() {
        SoftAssertions rules = new SoftAssertions();
        boolean all = server.major() == USUAL || Boolean.getBoolean("lifeguard.rules.everywhere");
        try (TestDatabase database = server.createDatabase()) {
            for (Rule rule : Rules.all()) {
                if (all || differs(rule)) {
                    compare(rule, database, rules);
                }
            }
        }

        rules.assertAll();
    }

    private static boolean differs(Rule rule) {
        return Stream.concat(rule.flagged().stream(), rule.clean().stream())
                .flatMap(example -> example.statements().stream())
                .flatMap(statement -> statement.expected().stream())
                .anyMatch(it -> it.oldest() > 0);
    }

    private void compare(Rule rule, TestDatabase database, SoftAssertions rules) {
        List<String> expected = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (RuleRun.Seen run : RuleRun.of(rule, database)) {
            expected.add(run.statement().sql());
            seen.add(run.statement().sql());
            run.statement().expected().stream()
                    .filter(it -> it.holdsFor(server.major()))
                    .map(Expected::line)
                    .sorted()
                    .forEach(expected::add);
            run.lines().stream().sorted().forEach(seen::add);
        }
        rules.assertThat(seen)
                .as("%s on PostgreSQL %s", rule.name(), server.major())
                .isEqualTo(expected);
    }
}
