package dev.lifeguard.migrate.cli.facts;

import java.util.List;

/**
 * What a migration made that is still there.
 *
 * @param version the 14 digits
 * @param tables their names, with the schema where it is not the first one
 */
public record MadeObjects(
        long version, List<String> tables, int views, int indexes, int foreignKeys, int checks) {

    /** Copies the list. */
    public MadeObjects {
        tables = List.copyOf(tables);
    }

    /** Whether there is nothing of it. */
    public boolean isEmpty() {
        return tables.isEmpty() && views + indexes + foreignKeys + checks == 0;
    }
}
