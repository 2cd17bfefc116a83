package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.report.LockHolder;

/** Who holds the lock, for the end of a sentence. */
final class LockText {

    private LockText() {}

    static String of(LockHolder holder) {
        return "by %s since %s. %s"
                .formatted(holder.holder(), Words.moment(holder.since()), state(holder.liveness()));
    }

    private static String state(LockHolder.Liveness liveness) {
        return switch (liveness) {
            case ALIVE -> "Its lease runs.";
            case DEAD -> "Its holder is dead: the next run takes it over by itself.";
            case UNKNOWN -> "Its row has no lease, so another tool or a person wrote it.";
        };
    }
}
