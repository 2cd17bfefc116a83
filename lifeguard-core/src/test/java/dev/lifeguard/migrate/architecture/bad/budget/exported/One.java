package dev.lifeguard.migrate.architecture.bad.budget.exported;

/** The first. */
public final class One {

    /** Counts with its outer type. */
    public record Nested() {}
}
