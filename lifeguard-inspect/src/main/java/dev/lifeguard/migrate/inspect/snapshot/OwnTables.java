package dev.lifeguard.migrate.inspect.snapshot;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tables of this tool, which no snapshot has: they are left out in each schema, since each may
 * have a history of its own. So are those that hold what a rollback has put aside.
 *
 * @param names as the catalogue has them, without a schema
 */
public record OwnTables(Set<String> names) {

    private static final Pattern PUT_ASIDE =
            Pattern.compile(".+__quarantined_[0-9]{14}(_[0-9]+)?", Pattern.CASE_INSENSITIVE);

    /** Copies the set. */
    public OwnTables {
        names = Set.copyOf(names);
    }

    /** Whether a table is one of them. */
    public boolean has(String table) {
        return names.contains(table) || isPutAside(table);
    }

    /** Whether it holds what a rollback has put aside. */
    public static boolean isPutAside(String table) {
        return PUT_ASIDE.matcher(table).matches();
    }

    /**
     * Those that there are beside a state table.
     *
     * @param stateTable its name without a schema
     */
    public static OwnTables of(String stateTable) {
        return new OwnTables(
                Set.of(
                        stateTable,
                        stateTable + "_log",
                        stateTable + "_batches",
                        "lifeguard_batches"));
    }
}
