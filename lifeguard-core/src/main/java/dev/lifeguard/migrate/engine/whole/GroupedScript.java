package dev.lifeguard.migrate.engine.whole;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.List;

/**
 * What keeps a script from reaching the next one in the transaction that they share: its
 * savepoints, to which the next one could roll back, and its cursors.
 */
final class GroupedScript {

    /** Behind the fence; a savepoint, which takes those set after it along when it is released. */
    static final BoundSql BEGIN = BoundSql.of("SAVEPOINT lifeguard_migration");

    /** Before the history's row. */
    static final List<BoundSql> END =
            List.of(BoundSql.of("RELEASE SAVEPOINT lifeguard_migration"), BoundSql.of("CLOSE ALL"));

    private GroupedScript() {}
}
