package dev.lifeguard.migrate.inspect.erd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tables in groups that one diagram can show, so that most relations are within one. Average
 * linkage clustering with an upper bound:
 *
 * <ol>
 *   <li>Each table begins as a group of its own.
 *   <li>The two groups with the most relations between them, for the number of pairs of their
 *       tables, become one; of several the first by names; until no two that are related fit on one
 *       diagram.
 *   <li>The same once more, with room for a quarter more, for what would be too small by itself.
 *   <li>What is left of a schema fills one diagram after the other, in the order of names.
 * </ol>
 */
final class DiagramGroups {

    private final List<SortedSet<TableName>> groups = new ArrayList<>();
    private final List<Relation> relations;
    private int most;

    private record Pair(int one, int other) {

        static Pair of(int one, int other) {
            return new Pair(Math.min(one, other), Math.max(one, other));
        }
    }

    private DiagramGroups(List<Relation> relations, Collection<TableName> chosen) {
        this.relations = relations;
        int diagrams = Math.ceilDiv(chosen.size(), DiagramView.MOST_TABLES);
        this.most = Math.ceilDiv(chosen.size(), diagrams);
        new TreeSet<>(chosen).forEach(table -> groups.add(new TreeSet<>(List.of(table))));
    }

    /** The groups, each by names, in the order of their first tables. */
    static List<SortedSet<TableName>> of(SchemaDiagram schema, Collection<TableName> chosen) {
        DiagramGroups made = new DiagramGroups(schema.relations(), chosen);
        made.joinRelated();
        made.most = Math.min(DiagramView.MOST_TABLES, made.most + made.most / 4);
        made.joinRelated();
        made.fill();
        return made.groups;
    }

    private void joinRelated() {
        Optional<Pair> nearest = nearest();
        while (nearest.isPresent()) {
            join(nearest.get());
            nearest = nearest();
        }
    }

    private Optional<Pair> nearest() {
        Map<TableName, Integer> at = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            int index = i;
            groups.get(i).forEach(table -> at.put(table, index));
        }
        Map<Pair, Integer> links = new HashMap<>();
        for (Relation relation : relations) {
            Integer child = at.get(relation.child());
            Integer parent = at.get(relation.parent());
            if (child != null && parent != null && fit(child, parent)) {
                links.merge(Pair.of(child, parent), 1, Integer::sum);
            }
        }
        return links.entrySet().stream()
                .min(
                        Comparator.comparingDouble(this::distance)
                                .thenComparingInt(it -> it.getKey().one())
                                .thenComparingInt(it -> it.getKey().other()))
                .map(Map.Entry::getKey);
    }

    private boolean fit(int one, int other) {
        return one != other && groups.get(one).size() + groups.get(other).size() <= most;
    }

    private double distance(Map.Entry<Pair, Integer> links) {
        Pair pair = links.getKey();
        return (double) groups.get(pair.one()).size()
                * groups.get(pair.other()).size()
                / links.getValue();
    }

    private void join(Pair pair) {
        groups.get(pair.one()).addAll(groups.remove(pair.other()));
    }

    /**
     * Related ones that are left are too large for each other, so this puts small ones together.
     */
    private void fill() {
        for (int at = 0; at < groups.size(); at++) {
            int other = at + 1;
            while (other < groups.size()) {
                if (fit(at, other) && sameSchema(at, other)) {
                    groups.get(at).addAll(groups.remove(other));
                } else {
                    other++;
                }
            }
        }
    }

    private boolean sameSchema(int one, int other) {
        return groups.get(one).first().schema().equals(groups.get(other).first().schema());
    }
}
