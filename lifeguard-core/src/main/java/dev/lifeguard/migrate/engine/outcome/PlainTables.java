package dev.lifeguard.migrate.engine.outcome;

/** What is said of tables of MariaDB and MySQL that no rollback takes back. */
public final class PlainTables {

    /** Of what was written to them. */
    static final String STAY =
            "Tables without transactions (MyISAM, Aria, MEMORY) keep what was written to them:"
                    + " take that back by hand.";

    /** Of a rollback behind which such a table has rows. */
    public static final String NOT_ALL_ROLLED_BACK = "Not everything was rolled back. " + STAY;

    /** Of a rollback behind which nobody could be asked. */
    static final String UNASKED =
            "Whether it had written to tables without transactions (MyISAM, Aria, MEMORY) is not"
                    + " known: that stays.";

    private PlainTables() {}
}
