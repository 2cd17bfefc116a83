package dev.lifeguard.migrate.benchmarks.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What two programs say of the same statements. */
final class Agreement {

    private final List<Told> ours;
    private final List<Told> theirs;

    Agreement(List<Told> ours, List<Told> theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    private record Statement(UpFile file, Place place) {

        static Statement of(Told told) {
            return new Statement(told.file(), told.statement());
        }
    }

    /** For each rule of each program, what the other one says of the statements that it finds. */
    void print() {
        System.out.println("\n| squawk | statements | lint says of them |\n|---|---|---|");
        print(theirs, ours);
        System.out.println("\n| lint | statements | squawk says of them |\n|---|---|---|");
        print(ours, theirs);
    }

    private static void print(List<Told> found, List<Told> others) {
        Map<Statement, Set<String>> said = rules(others);
        Map<String, Set<Statement>> byRule = new TreeMap<>();
        for (Told it : found) {
            byRule.computeIfAbsent(it.rule(), rule -> new LinkedHashSet<>()).add(Statement.of(it));
        }
        byRule.forEach(
                (rule, statements) -> {
                    Map<String, Integer> counts = new HashMap<>();
                    for (Statement it : statements) {
                        said.getOrDefault(it, Set.of("nothing"))
                                .forEach(other -> counts.merge(other, 1, Integer::sum));
                    }
                    String other =
                            counts.entrySet().stream()
                                    .sorted(
                                            Map.Entry.<String, Integer>comparingByValue(
                                                            Comparator.reverseOrder())
                                                    .thenComparing(Map.Entry.comparingByKey()))
                                    .map(it -> it.getKey() + " " + it.getValue())
                                    .collect(Collectors.joining(", "));
                    System.out.println(
                            "| %s | %s | %s |".formatted(rule, statements.size(), other));
                });
    }

    private static Map<Statement, Set<String>> rules(List<Told> told) {
        Map<Statement, Set<String>> rules = new HashMap<>();
        for (Told it : told) {
            rules.computeIfAbsent(Statement.of(it), at -> new HashSet<>()).add(it.rule());
        }
        return rules;
    }

    /** Each statement of which a rule says something, and what both programs say of it. */
    void show(String rule) {
        List<Told> all = new ArrayList<>(ours);
        all.addAll(theirs);
        Set<Statement> statements =
                all.stream()
                        .filter(it -> rule.equals("all") || rule.equals(it.rule()))
                        .map(Statement::of)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        for (Statement it : statements) {
            System.out.printf("%n%s:%s%n", it.file().name(), it.place().line());
            System.out.println(it.file().statements().getOrDefault(it.place(), "").indent(4));
            print("lint", ours, it);
            print("squawk", theirs, it);
        }
    }

    private static void print(String program, List<Told> told, Statement statement) {
        for (Told it : told) {
            if (Statement.of(it).equals(statement)) {
                System.out.printf("  %s %s: %s%n", program, it.rule(), it.message());
            }
        }
    }
}
