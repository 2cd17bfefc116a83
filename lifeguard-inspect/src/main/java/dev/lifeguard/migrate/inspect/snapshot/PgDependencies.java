package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What depends on what in a database, by addresses. */
final class PgDependencies {

    static final String SQL =
            """
            SELECT d.classid || ':' || d.objid, d.refclassid || ':' || d.refobjid, d.deptype
            FROM pg_depend d WHERE d.objid >= 16384 AND d.refobjid >= 16384
            """;

    private static final int DEEPEST = 8;

    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, List<Edge>> edgesFrom = new HashMap<>();
    private final Map<String, Edge> wholes = new HashMap<>();
    private final Set<String> members = new HashSet<>();

    /** That one thing needs another. */
    private record Edge(String from, String to, char type) {

        /** How surely the other one is what this is a part of; 0 for one that is none. */
        int strength() {
            return switch (type) {
                case 'i' -> 3;
                case 'e' -> 2;
                case 'a' -> 1;
                default -> 0;
            };
        }
    }

    void add(String from, String to, char type) {
        Edge edge = new Edge(from, to, type);
        edges.add(edge);
        edgesFrom.computeIfAbsent(from, key -> new ArrayList<>()).add(edge);
        if (type == 'e') {
            members.add(from);
        }
        if (edge.strength() > 0) {
            wholes.merge(from, edge, (one, two) -> two.strength() > one.strength() ? two : one);
        }
    }

    /** Whether an extension brought it. */
    boolean isMember(String address) {
        return members.contains(address);
    }

    /** Whether it, or the unknown that it is a part of, is something that an extension brought. */
    boolean isOfMember(String address, Predicate<String> isKnown) {
        String at = address;
        for (int depth = 0; depth < DEEPEST && !isKnown.test(at); depth++) {
            if (isMember(at)) {
                return true;
            }
            Edge whole = wholes.get(at);
            if (whole == null) {
                return false;
            }
            at = whole.to();
        }
        return false;
    }

    /** The known object that something is, or is a part of. */
    Optional<String> known(String address, Predicate<String> isKnown) {
        String at = address;
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (isKnown.test(at)) {
                return Optional.of(at);
            }
            Edge whole = wholes.get(at);
            if (whole == null) {
                return Optional.empty();
            }
            at = whole.to();
        }
        return Optional.empty();
    }

    /**
     * What known objects need which.
     *
     * @param isKnown tells them by their addresses
     * @param ignored what needs nothing for now
     * @param isSequence a sequence does not need the column that it is dropped with
     */
    Map<String, Set<String>> needs(
            Predicate<String> isKnown, Set<String> ignored, Predicate<String> isSequence) {
        Map<String, Set<String>> needs = new HashMap<>();
        for (Edge edge : edges) {
            if (ignored.contains(edge.from())
                    || (edge.type() == 'a' && isSequence.test(edge.from()))) {
                continue;
            }
            Optional<String> from = known(edge.from(), isKnown);
            Optional<String> to = known(edge.to(), isKnown);
            if (from.isPresent() && to.isPresent() && !from.equals(to)) {
                needs.computeIfAbsent(from.get(), key -> new HashSet<>()).add(to.get());
            }
        }
        return needs;
    }

    /** The known objects that something needs. */
    List<String> neededBy(String address, Predicate<String> isKnown) {
        return edgesFrom.getOrDefault(address, List.of()).stream()
                .flatMap(edge -> known(edge.to(), isKnown).stream())
                .toList();
    }
}
