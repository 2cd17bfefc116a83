package dev.lifeguard.migrate;

/** One correction of the history, for one named migration. */
public sealed interface Repair {

    /** The migration's version. */
    long version();

    /** The file was edited on purpose: its checksum becomes the recorded one. */
    record AcceptChecksum(long version) implements Repair {}

    /** A part-way migration was brought to its end by hand: it counts as applied. */
    record MarkDone(long version) implements Repair {}

    /** A part-way migration was taken back by hand: it counts as pending. */
    record MarkUndone(long version) implements Repair {}

    /** The statement in doubt of a part-way migration took effect. */
    record StatementDone(long version) implements Repair {}

    /** The statement in doubt of a part-way migration did not take effect. */
    record StatementUndone(long version) implements Repair {}
}
