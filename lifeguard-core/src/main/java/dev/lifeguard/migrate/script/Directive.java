package dev.lifeguard.migrate.script;

import java.time.Duration;

/** An instruction to this tool in a comment line of a section's header. */
sealed interface Directive {

    /** The section runs without a transaction. */
    record NoTransaction() implements Directive {}

    /** There is no way down. */
    record Irreversible(String reason) implements Directive {}

    /** The way down is to do nothing. */
    record NothingToUndo(String reason) implements Directive {}

    /** How long a statement waits for a lock. */
    record LockTimeout(Duration duration) implements Directive {}

    /**
     * What lint does not say of what is below it. It means nothing to a run.
     *
     * @param rule as it is written
     * @param reason empty where none is given
     */
    record Allow(String rule, String reason) implements Directive {}

    /** The statement below it runs in batches. */
    record Batch(BatchTerms terms) implements Directive {}

    /**
     * The migration waits for the batches of another one.
     *
     * @param version of that one
     */
    record Requires(long version) implements Directive {}

    /** A migration that a baseline stands for. It means nothing to a run: the catalog reads it. */
    record Squashed() implements Directive {}

    /** A directive that cannot be understood. */
    record Malformed(String message) implements Directive {}
}
