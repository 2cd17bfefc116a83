package dev.lifeguard.migrate.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.lint.Knowledge;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLevel;
import dev.lifeguard.migrate.lint.LintLock;
import dev.lifeguard.migrate.lint.LintReport;
import dev.lifeguard.migrate.lint.LintRule;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the schema of SARIF 2.1.0 requires, member by member; sections of the standard are named.
 */
final class SarifTest {

    private static LintFinding finding(int line, LintLevel level, String statement) {
        return new LintFinding(
                LintRule.INDEX_BLOCKS_WRITES,
                level,
                MigrationVersion.parse("20240101000000"),
                "a b/ü.sql",
                line,
                3,
                "It blocks \"writes\".",
                List.of(new LintLock("public.t", LockMode.SHARE, Work.BUILD)),
                "CREATE INDEX CONCURRENTLY i ON t (a);",
                statement,
                Knowledge.OFFLINE);
    }

    private static LintedFiles linted(LintFinding... findings) {
        return LintedFiles.of(
                new LintReport(List.of(findings), 1, findings.length),
                new FilePlaces(List.of(), Map.of()));
    }

    @Test
    void hasOneRunWithAllRules() throws IOException {
        Map<String, Object> log = object(read(Sarif.of(linted())));

        assertThat(log).containsOnlyKeys("$schema", "version", "runs");
        assertThat(log).containsEntry("version", "2.1.0"); // 3.13.2
        assertThat(list(log.get("runs"))).hasSize(1);
        Map<String, Object> run = object(list(log.get("runs")).getFirst());
        assertThat(run).containsOnlyKeys("tool", "columnKind", "results"); // 3.14
        assertThat(run).containsEntry("columnKind", "unicodeCodePoints"); // 3.14.17
        assertThat(list(run.get("results"))).isEmpty();
        Map<String, Object> driver = object(object(run.get("tool")).get("driver")); // 3.18.2
        assertThat(driver).containsOnlyKeys("name", "version", "rules"); // 3.19.8
        List<Object> rules = list(driver.get("rules"));
        assertThat(rules).hasSize(LintRule.values().length);
        for (Object each : rules) {
            Map<String, Object> rule = object(each);
            assertThat(rule.get("id")).asString().matches("LG-[A-Z]\\d\\d"); // 3.49.3
            for (String text : Set.of("shortDescription", "fullDescription", "help")) {
                assertThat(object(rule.get(text)).get("text")).asString().isNotBlank(); // 3.12.3
            }
            assertThat(object(rule.get("defaultConfiguration")).get("level")) // 3.50.3
                    .isIn("error", "warning", "note");
        }
    }

    @Test
    void placesEachResult() throws IOException {
        LintedFiles linted =
                linted(
                        finding(7, LintLevel.ERROR, "CREATE INDEX i ON t (a)"),
                        finding(9, LintLevel.INFO, "CREATE INDEX j ON t (a)"));

        Map<String, Object> run =
                object(list(object(read(Sarif.of(linted))).get("runs")).getFirst());

        List<Object> results = list(run.get("results"));
        Map<String, Object> first = object(results.getFirst());
        assertThat(first).containsEntry("ruleId", "LG-I01").containsEntry("level", "error");
        List<Object> rules = list(object(object(run.get("tool")).get("driver")).get("rules"));
        int index = (int) Objects.requireNonNull(first.get("ruleIndex")); // 3.27.6
        assertThat(object(rules.get(index))).containsEntry("id", "LG-I01");
        assertThat(object(first.get("message")).get("text")) // 3.27.11
                .asString()
                .contains("It blocks \"writes\".", "CREATE INDEX CONCURRENTLY i ON t (a);");
        Map<String, Object> location =
                object(object(list(first.get("locations")).getFirst()).get("physicalLocation"));
        assertThat(object(location.get("artifactLocation"))) // 3.4.3: a URI, not a path
                .containsEntry("uriBaseId", "%SRCROOT%")
                .extractingByKey("uri")
                .asString()
                .endsWith("a%20b/%C3%BC.sql");
        assertThat(object(location.get("region"))) // 3.30.5, 3.30.6
                .containsEntry("startLine", 7)
                .containsEntry("startColumn", 3);
        assertThat(object(results.get(1))).containsEntry("level", "note");
        assertThat(object(first.get("partialFingerprints")).values())
                .doesNotContainAnyElementsOf(
                        object(object(results.get(1)).get("partialFingerprints")).values());
    }

    @SuppressWarnings("unchecked") // JSON as it was read below.
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // JSON as it was read below.
    private static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }

    private static Object read(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> parser.getIntValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> parser.getText();
        };
    }
}
