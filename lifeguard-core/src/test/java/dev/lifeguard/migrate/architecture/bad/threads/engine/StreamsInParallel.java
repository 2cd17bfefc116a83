package dev.lifeguard.migrate.architecture.bad.threads.engine;

import java.util.List;

/** Reads a list on the common pool. */
final class StreamsInParallel {

    static long count(List<String> names) {
        return names.parallelStream().filter(String::isEmpty).count();
    }
}
