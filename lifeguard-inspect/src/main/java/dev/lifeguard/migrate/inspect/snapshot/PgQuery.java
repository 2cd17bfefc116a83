package dev.lifeguard.migrate.inspect.snapshot;

/**
 * A question to the catalogue of PostgreSQL, whose rows are objects: address, type, name, SQL, and
 * the address of what the object belongs to, or null.
 *
 * <p>An address is the number of a catalogue and a number in it, as {@code 1259:16384}.
 *
 * @param phase when its statements run
 */
record PgQuery(Phase phase, String sql) {

    /** When statements run, in this order. */
    enum Phase {
        /** As their dependencies say. */
        MADE,
        /** When all tables and their indexes are there. */
        OWNED,
        CHECKED,
        ATTACHED,
        /** Indexes of partitioned tables that not each partition has: attaching would make them. */
        INDEXED,
        JOINED,
        REFERRED,
        /** When everything is there that has a name. */
        TRIGGERED,
        PUBLISHED,
        GRANTED,
        COMMENTED,
        /** When nothing is left that an event trigger would fire for. */
        WATCHED,
        /** Never: it is there, and nobody would make it so. */
        NEVER
    }
}
