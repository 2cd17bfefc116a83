package dev.lifeguard.migrate.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of the waits for locks of a run's migrations. The server knows since when a session
 * waits, so a look that comes late tells the whole wait, and each wait counts once, with the
 * longest that was seen of it. It is used by one thread at a time.
 */
final class SeenWaits {

    /** Stands for several migrations of which it is not known which one runs. */
    static final long TOGETHER = Long.MIN_VALUE;

    /** So many who are in the way are named. */
    private static final int MOST_NAMED = 3;

    private static final Duration LONG = Duration.ofSeconds(2);

    /** What was waited while a migration of that number ran, by when each wait began. */
    private final Map<Long, Map<Long, Long>> waits = new HashMap<>();

    private final Set<String> inTheWay = new LinkedHashSet<>();
    private final Set<String> advice = new LinkedHashSet<>();

    /** When the wait began that was told last, and the numbers of those who were in its way. */
    private String told = "";

    /** A try begins, for which nobody was seen yet. */
    void begin() {
        inTheWay.clear();
        advice.clear();
        told = "";
        waits.remove(TOGETHER);
    }

    /** A look while a migration of that number ran; gives what is to be told of now. */
    Optional<LongWait> saw(long version, List<SeenWait> all) {
        List<String> named = new ArrayList<>();
        StringBuilder which = new StringBuilder();
        Duration longest = Duration.ZERO;
        for (SeenWait seen : all) {
            waits.computeIfAbsent(version, number -> new HashMap<>())
                    .merge(seen.began(), seen.waited(), Math::max);
            which.append(seen.began()).append(seen.inTheWay().map(InTheWay::pid)).append(' ');
            seen.inTheWay().ifPresent(it -> named.add(it.said()));
            seen.inTheWay().flatMap(InTheWay::advice).ifPresent(advice::add);
            longest = Duration.ofMillis(Math.max(longest.toMillis(), seen.waited()));
        }
        // The last look knows best who it is now; one that sees no wait knows that it is over.
        if (all.isEmpty() || !named.isEmpty()) {
            inTheWay.clear();
            inTheWay.addAll(named);
        }
        if (longest.compareTo(LONG) < 0 || told.contentEquals(which)) {
            return Optional.empty();
        }
        told = which.toString();
        return Optional.of(new LongWait(longest, inTheWay()));
    }

    /** Of several it was that one which waited. */
    void book(long version) {
        Map<Long, Long> seen = waits.remove(TOGETHER);
        if (seen != null) {
            seen.forEach(
                    (began, waited) ->
                            waits.computeIfAbsent(version, number -> new HashMap<>())
                                    .merge(began, waited, Math::max));
        }
    }

    /** What was seen of the waits of a migration, over all of its tries. */
    Duration waited(long version) {
        Map<Long, Long> seen = waits.get(version);
        return seen == null
                ? Duration.ZERO
                : Duration.ofMillis(seen.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Who was seen in the way of the last try, for the middle of a sentence each. */
    List<String> inTheWay() {
        return inTheWay.stream().limit(MOST_NAMED).toList();
    }

    /** What the server does about those by itself, and what can be done, in sentences. */
    List<String> advice() {
        return List.copyOf(advice);
    }
}
