package dev.lifeguard.migrate.inspect.rules;

import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Expected;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The page of a rule in the documentation, in Markdown. */
public final class RulePage {

    private RulePage() {}

    /** The page of one rule. */
    public static String of(Rule rule) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + rule.name());
        lines.add("");
        lines.add("`%s`, %s".formatted(rule.code(), rule.level()));
        lines.add("");
        lines.add(rule.what());
        lines.add("");
        lines.add("**The safe way:** " + rule.safe());
        if (!rule.setup().statements().isEmpty()) {
            lines.add("");
            lines.add("## What is there before");
            add(lines, rule.setup());
        }
        lines.add("");
        lines.add("## Found");
        rule.flagged().forEach(example -> add(lines, example));
        if (!rule.clean().isEmpty()) {
            lines.add("");
            lines.add("## Not found");
            String title = rule.clean().size() > 1 ? "Migrations one after the other:" : "";
            if (!title.isEmpty()) {
                lines.add("");
                lines.add(title);
            }
            rule.clean().forEach(example -> add(lines, example));
        }
        return String.join("\n", lines) + "\n";
    }

    /** The page that lists all of them. */
    public static String list(List<Rule> rules) {
        List<String> lines = new ArrayList<>();
        lines.add("# Rules for migrations on PostgreSQL");
        lines.add("");
        lines.add(
                "What is dangerous in a migration, and how it is done without the danger. Each page"
                        + " has");
        lines.add(
                "examples; behind `-->` is what the statement locks and does there. A test runs all"
                        + " of them");
        lines.add("on PostgreSQL 14 to 18, and these pages are made from what it compares with.");
        lines.add(
                "`lifeguard-migrate explain` shows [the same of your own"
                        + " migration](../explain.md).");
        lines.add("");
        lines.add("| rule | level | code |");
        lines.add("|---|---|---|");
        for (Rule rule : rules) {
            lines.add(
                    "| [%s](%s.md) | %s | %s |"
                            .formatted(rule.name(), rule.name(), rule.level(), rule.code()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, Example example) {
        lines.add("");
        lines.add("```sql");
        boolean expects =
                example.statements().stream()
                        .anyMatch(statement -> !statement.expected().isEmpty());
        if (example.transaction() == Transaction.NONE && expects) {
            lines.add("-- without a transaction");
        }
        for (Statement statement : example.statements()) {
            (statement.sql() + ";").lines().forEach(lines::add);
            statement.expected().forEach(expected -> lines.add("--> " + words(expected)));
        }
        lines.add("```");
    }

    private static String words(Expected expected) {
        String line = expected.line().replaceFirst("^error (.*)$", "an error, SQLState $1");
        if (expected.oldest() == 0) {
            return line;
        }
        return expected.newest() > 90
                ? "%s (from PostgreSQL %s on)".formatted(line, expected.oldest())
                : "%s (PostgreSQL %s to %s)".formatted(line, expected.oldest(), expected.newest());
    }
}
