package dev.lifeguard.migrate.lint;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table.
 *
 * @param columns those that it is over
 * @param refers of a foreign key: the other table, else null
 * @param proves of a CHECK: the columns that it proves to be not null
 * @param valid the number of the transaction since whose end it is known to hold for all rows, -1
 *     where that was before the run, {@link #NEVER} where it is not
 */
record TableConstraint(
        String name,
        Kind kind,
        List<String> columns,
        @Nullable Name refers,
        Set<String> proves,
        int valid) {

    static final int NEVER = Integer.MAX_VALUE;

    /** What it is. */
    enum Kind {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        NOT_NULL,
        EXCLUSION
    }

    /** Copies the lists. */
    TableConstraint {
        columns = List.copyOf(columns);
        proves = Set.copyOf(proves);
    }

    TableConstraint validated(int transaction) {
        return new TableConstraint(name, kind, columns, refers, proves, transaction);
    }
}
