package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Liquibase's lock: a row in a table beside its history, whose column {@code locked} is true as
 * long as a Liquibase is at work.
 *
 * <ol>
 *   <li>The row is locked by this transaction, and read.
 *   <li>Where it says that it is taken, somebody else is at work, or was when it died.
 *   <li>Else it is not changed: a Liquibase that wants it waits for this transaction's end, as its
 *       UPDATE of the row has to. So nothing is left behind when this process dies.
 * </ol>
 *
 * Source: Liquibase's class StandardLockService.
 */
final class LiquibaseLock {

    private static final String USUAL_TABLE = "databasechangeloglock";
    private static final Set<String> COLUMNS = Set.of("id", "locked", "lockgranted", "lockedby");

    private LiquibaseLock() {}

    /** Takes it without waiting for another's; nothing to take is taken. */
    static ForeignLock take(ForeignDatabase database, ForeignTable history) throws SQLException {
        Optional<ForeignTable> table = find(database, history);
        if (table.isEmpty()) {
            return ForeignLock.taken();
        }
        for (ForeignRow row : locked(database, table.get())) {
            if (Boolean.TRUE.equals(row.flag("locked"))) {
                return ForeignLock.heldByAnother(held(table.get(), row));
            }
        }
        return ForeignLock.taken();
    }

    /** Named after the history where that has a name of its own. */
    private static Optional<ForeignTable> find(ForeignDatabase database, ForeignTable history)
            throws SQLException {
        List<String> names =
                Stream.of(history.table() + "lock", history.table() + "_lock", USUAL_TABLE)
                        .toList();
        for (String name : names) {
            Optional<ForeignTable> found = database.find(beside(history, name), COLUMNS);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String beside(ForeignTable history, String name) {
        return history.schema().isEmpty()
                ? quoted(name)
                : quoted(history.schema()) + "." + quoted(name);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static List<ForeignRow> locked(ForeignDatabase database, ForeignTable table)
            throws SQLException {
        String columns =
                "%s AS locked, %s AS lockgranted, %s AS lockedby"
                        .formatted(
                                table.column("locked"),
                                table.column("lockgranted"),
                                table.column("lockedby"));
        return database.query(
                switch (database.product()) {
                    case POSTGRESQL, MARIADB ->
                            "SELECT %s FROM %s FOR UPDATE NOWAIT".formatted(columns, table.sql());
                    case H2 -> "SELECT %s FROM %s FOR UPDATE".formatted(columns, table.sql());
                    // Whoever has written something keeps others from writing.
                    case SQLITE ->
                            "UPDATE %1$s SET %2$s = %2$s RETURNING %3$s"
                                    .formatted(table.sql(), table.column("locked"), columns);
                });
    }

    private static String held(ForeignTable table, ForeignRow row) {
        String by = row.text("lockedby");
        return ("Liquibase's lock in %s is held by %s%s. Wait until it is done. When no Liquibase"
                        + " is at work any more, end the lock with its command \"release-locks\".")
                .formatted(
                        table.name(),
                        by == null ? "somebody" : "\"" + by + "\"",
                        row.time("lockgranted") == null
                                ? ""
                                : String.format(Locale.ROOT, " since %s", row.time("lockgranted")));
    }
}
