package dev.lifeguard.migrate.cli.output;

/** What the migrations were compared with. */
public enum Compared {
    /** The database's history. */
    DATABASE,
    /** Nothing: the directory alone was looked at. */
    NOTHING
}
