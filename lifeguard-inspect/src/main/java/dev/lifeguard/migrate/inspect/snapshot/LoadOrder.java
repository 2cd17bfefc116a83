package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts things into an order in which each comes after what it needs; among those that could come
 * next, the smallest one does. Where all that are left wait, one of a circle that waits for nothing
 * else comes next. So the order depends on the things alone.
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
        Set<T> rest = new HashSet<>(all);
        while (!rest.isEmpty()) {
            if (next.isEmpty()) {
                if (left.isEmpty()) {
                    left.addAll(rest);
                    left.sort(smallest);
                }
                next.add(ofCircle(rest, needs, smallest));
            }
            T one = next.remove();
            rest.remove(one);
            ordered.add(one);
            for (T other : waiting.getOrDefault(one, List.of())) {
                if (missing.merge(other, -1, Integer::sum) == 0 && rest.contains(other)) {
                    next.add(other);
                }
            }
        }
    }

    /** One that needs the fewest of them, those included that its needs need. */
    private static <T> T ofCircle(Set<T> rest, Map<T, Set<T>> needs, Comparator<T> smallest) {
        Comparator<T> fewest = Comparator.comparingInt(each -> needed(each, rest, needs).size());
        return Collections.min(rest, fewest.thenComparing(smallest));
    }

    private static <T> Set<T> needed(T one, Set<T> rest, Map<T, Set<T>> needs) {
        Set<T> needed = new HashSet<>(Set.of(one));
        Deque<T> open = new ArrayDeque<>(needed);
        while (!open.isEmpty()) {
            needs.getOrDefault(open.pop(), Set.of()).stream()
                    .filter(each -> rest.contains(each) && needed.add(each))
                    .forEach(open::push);
        }
        return needed;
    }

    /** All of them; each has what it needs before it, but one in each circle. */
    List<T> ordered() {
        return ordered;
    }

    /** Those that need each other, and those that need one of them. */
    List<T> left() {
        return left;
    }
}
