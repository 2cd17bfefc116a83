package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts things into an order in which each comes after what it needs; among those that could come
 * next, the smallest one does. So the order depends on the things alone.
 */
final class LoadOrder<T> {

    private final List<T> ordered = new ArrayList<>();
    private final List<T> left = new ArrayList<>();

    /**
     * Orders them.
     *
     * @param all by any order
     * @param needs of each what it needs, which may be none of them
     */
    LoadOrder(List<T> all, Map<T, Set<T>> needs, Comparator<T> smallest) {
        Map<T, Integer> missing = new HashMap<>();
        Map<T, List<T>> waiting = new HashMap<>();
        PriorityQueue<T> next = new PriorityQueue<>(smallest);
        for (T each : all) {
            Set<T> needed = needs.getOrDefault(each, Set.of());
            missing.put(each, needed.size());
            needed.forEach(
                    other -> waiting.computeIfAbsent(other, key -> new ArrayList<>()).add(each));
            if (needed.isEmpty()) {
                next.add(each);
            }
        }
        while (!next.isEmpty()) {
            T one = next.remove();
            ordered.add(one);
            for (T other : waiting.getOrDefault(one, List.of())) {
                if (missing.merge(other, -1, Integer::sum) == 0) {
                    next.add(other);
                }
            }
        }
        missing.forEach(
                (each, count) -> {
                    if (count > 0) {
                        left.add(each);
                    }
                });
        left.sort(smallest);
    }

    /** Those that have all that they need before them. */
    List<T> ordered() {
        return ordered;
    }

    /** Those that need each other, and those that need one of them. */
    List<T> left() {
        return left;
    }
}
