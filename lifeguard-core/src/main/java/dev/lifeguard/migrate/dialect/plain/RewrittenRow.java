package dev.lifeguard.migrate.dialect.plain;

/**
 * What becomes of a history's row that is written again: it keeps its name, and its down script and
 * place where none is given, and its execution time grows, unless another text was applied before.
 * A way down says nothing of when and by whom the migration was applied: where none of it is done,
 * that stays so.
 *
 * <p>The databases differ in how they name the row that is there and the one that is written, and
 * in nothing else.
 */
public final class RewrittenRow {

    // On MariaDB what stands below reads what is written: so the time is before the checksum, and
    // the direction behind what asks for it.
    private static final String ASSIGNMENTS =
            """
            execution_time_ms =
                CASE WHEN old.success AND old.checksum {<>} new.checksum THEN new.execution_time_ms
                     ELSE coalesce(old.execution_time_ms, 0)
                          {+} coalesce(new.execution_time_ms, 0) END,
            checksum = new.checksum,
            applied_at =
                CASE WHEN new.direction {=} 'down' OR old.direction {=} 'down' THEN old.applied_at
                     ELSE new.applied_at END,
            applied_by =
                CASE WHEN new.direction {=} 'down' OR old.direction {=} 'down' THEN old.applied_by
                     ELSE new.applied_by END,
            success = new.success,
            down_script = coalesce(new.down_script, old.down_script),
            down_checksum = coalesce(new.down_checksum, old.down_checksum),
            label = coalesce(new.label, old.label),
            applied_order = coalesce(new.applied_order, old.applied_order),
            direction = new.direction,
            statements_done = new.statements_done,
            statement_started = new.statement_started,
            done_checksum = new.done_checksum\
            """;

    private RewrittenRow() {}

    /**
     * The assignments of an UPDATE, in {@code PgCatalog}'s notation.
     *
     * @param written a column of the row that is written, where {@code $1} stands for its name
     * @param there what stands before a column of the row that is there
     */
    public static String assignments(String written, String there) {
        return ASSIGNMENTS.replaceAll("new\\.(\\w+)", written).replace("old.", there);
    }

    /** The end of an INSERT into the table AS m, of PostgreSQL, those like it, and SQLite. */
    public static String onConflict() {
        return "ON CONFLICT (version) DO UPDATE SET\n" + assignments("excluded.$1", "m.");
    }
}
