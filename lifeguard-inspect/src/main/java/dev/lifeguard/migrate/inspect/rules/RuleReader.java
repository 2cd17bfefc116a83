package dev.lifeguard.migrate.inspect.rules;

import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Expected;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the description of a rule.
 *
 * <p>At its top are lines with a key, a colon and a text. Below a line of {@code == setup}, {@code
 * == flagged} or {@code == clean} is SQL, each statement to a line that ends with a semicolon.
 * {@code , without a transaction} behind such a word says how it runs; the same word again is the
 * next migration. What a trace shows of a statement is below it, behind {@code --> }, and there may
 * be versions in front of it: {@code --> [14-17] error 55P04}.
 */
final class RuleReader {

    private static final String PART = "== ";
    private static final String EXPECTED = "--> ";
    private static final String ALONE = ", without a transaction";
    private static final Pattern VERSIONS = Pattern.compile("\\[(\\d+)-(\\d+)] (.*)");

    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, List<Example>> parts = new HashMap<>();
    private final List<Statement> statements = new ArrayList<>();
    private final StringBuilder sql = new StringBuilder();
    private final List<Expected> expected = new ArrayList<>();
    private String part = "";

    private RuleReader() {}

    static Rule read(String text) {
        RuleReader reader = new RuleReader();
        text.lines().forEach(reader::line);
        reader.endPart();
        return reader.rule();
    }

    private Rule rule() {
        List<Example> setup = parts.getOrDefault("setup", List.of());
        return new Rule(
                key("code"),
                key("name"),
                key("level"),
                key("what"),
                key("safe"),
                setup.isEmpty() ? new Example(Transaction.NONE, List.of()) : setup.getFirst(),
                parts.getOrDefault("flagged", List.of()),
                parts.getOrDefault("clean", List.of()));
    }

    private String key(String name) {
        String value = keys.get(name);
        if (value == null) {
            throw new IllegalArgumentException("A rule without " + name + ": " + keys);
        }
        return value;
    }

    private void line(String line) {
        if (line.startsWith(PART)) {
            endPart();
            part = line.substring(PART.length());
        } else if (line.startsWith(EXPECTED)) {
            expected.add(expected(line.substring(EXPECTED.length())));
        } else if (part.isEmpty()) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                keys.put(line.substring(0, colon), line.substring(colon + 2));
            }
        } else {
            sql(line);
        }
    }

    private static Expected expected(String text) {
        Matcher versions = VERSIONS.matcher(text);
        return versions.matches()
                ? new Expected(
                        Integer.parseInt(versions.group(1)),
                        Integer.parseInt(versions.group(2)),
                        versions.group(3))
                : new Expected(0, Integer.MAX_VALUE, text);
    }

    private void sql(String line) {
        boolean begins = sql.isEmpty() || sql.charAt(sql.length() - 1) == ';';
        if (begins && !line.isBlank()) {
            endStatement();
        }
        if (!line.isBlank()) {
            sql.append(sql.isEmpty() ? "" : "\n").append(line.stripTrailing());
        }
    }

    private void endStatement() {
        if (!sql.isEmpty()) {
            statements.add(new Statement(sql.substring(0, sql.length() - 1), expected));
        }
        sql.setLength(0);
        expected.clear();
    }

    private void endPart() {
        endStatement();
        if (!part.isEmpty()) {
            boolean alone = part.endsWith(ALONE);
            String name = alone ? part.substring(0, part.length() - ALONE.length()) : part;
            Transaction transaction = alone ? Transaction.NONE : Transaction.WHOLE;
            parts.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(new Example(transaction, statements));
        }
        statements.clear();
    }
}
