package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.connect.words.Likeness;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which tables a diagram is of.
 *
 * @param text the option; empty for all
 */
public record TableChoice(Optional<String> text) {

    /** How many names one sentence has. */
    private static final int NAMED = 5;

    /**
     * Those that fit.
     *
     * @throws LifeguardException when patterns are given, and none fits
     */
    public List<TableName> of(SchemaDiagram schema) {
        if (text.isEmpty()) {
            return schema.names(table -> true);
        }
        TablePattern pattern = TablePattern.of(text.get());
        if (pattern.isEmpty()) {
            throw Refused.because("--tables is empty. Name a table, or leave it out.");
        }
        List<TableName> chosen = schema.names(pattern);
        if (chosen.isEmpty()) {
            throw Refused.because(
                    "No table fits \"%s\" (--tables). %s".formatted(text.get(), there(schema)));
        }
        return chosen;
    }

    private String there(SchemaDiagram schema) {
        List<String> all = schema.names(table -> true).stream().map(TableName::label).toList();
        List<String> alike =
                all.stream().filter(name -> Likeness.of(text.orElse(""), name)).toList();
        List<String> told = alike.isEmpty() ? all : alike;
        String names = String.join(", ", told.subList(0, Math.min(NAMED, told.size())));
        String more = told.size() > NAMED ? " and %s more".formatted(told.size() - NAMED) : "";
        return all.isEmpty()
                ? "There are no tables."
                : "%s: %s%s.".formatted(alike.isEmpty() ? "There are" : "Like it are", names, more);
    }

    /** What is said of tables that are too many for one diagram; empty where they are not. */
    public static List<String> crowded(List<TableName> chosen) {
        if (chosen.size() <= DiagramView.MOST_TABLES) {
            return List.of();
        }
        String patterns =
                patterns(chosen).stream()
                        .map(it -> "'%s' (%s tables)".formatted(it.getKey(), it.getValue()))
                        .collect(Collectors.joining(", "));
        return List.of(
                "These are %s tables, and a diagram of more than %s is hard to read. Choose with --tables%s, or have several diagrams in one document with --file schema.md."
                        .formatted(
                                chosen.size(),
                                DiagramView.MOST_TABLES,
                                patterns.isEmpty() ? "" : ", as in " + patterns));
    }

    /** Those for most of the tables, by the first words of their names or by their schemas. */
    private static List<Map.Entry<String, Long>> patterns(List<TableName> chosen) {
        Map<String, Long> counts = new TreeMap<>();
        for (TableName table : chosen) {
            for (String glob : List.of(firstWord(table.name()) + "*", table.schema() + ".*")) {
                counts.computeIfAbsent(
                        glob, it -> chosen.stream().filter(TablePattern.of(it)).count());
            }
        }
        return counts.entrySet().stream()
                .filter(it -> it.getValue() > 1 && it.getValue() <= DiagramView.MOST_TABLES)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(3)
                .toList();
    }

    private static String firstWord(String name) {
        int end = name.indexOf('_');
        return end > 0 ? name.substring(0, end) : name;
    }
}
