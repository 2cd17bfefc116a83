package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.layouts.history.NamedLock;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import java.sql.SQLException;
import java.util.List;

/**
 * The lock that Flyway holds while it migrates, known by the hash of the table's quoted name.
 *
 * <ul>
 *   <li>PostgreSQL: an advisory lock. One of the transaction is in the way of Flyway's, whether
 *       that is one of the transaction or, with {@code postgresql.transactional.lock=false}, of the
 *       session. Source: Flyway's class PostgreSQLAdvisoryLockTemplate.
 *   <li>MariaDB: a named lock. Source: Flyway's class MySQLNamedLockTemplate.
 *   <li>H2: the rows of the table. Source: Flyway's class H2Table.
 *   <li>SQLite: none. Whoever writes keeps others from writing.
 * </ul>
 */
final class FlywayLock {

    private static final long MAGIC = 0x466C_7977_6179L;

    private FlywayLock() {}

    /** Takes it without waiting for another's. */
    static ForeignLock take(ForeignDatabase database, ForeignTable table) throws SQLException {
        return switch (database.product()) {
            case POSTGRESQL -> ofPostgres(database, table);
            case MARIADB -> ofMariaDb(database, table);
            case H2 -> {
                database.query("SELECT 1 FROM %s FOR UPDATE".formatted(table.sql()));
                yield ForeignLock.taken();
            }
            case SQLITE -> ForeignLock.taken();
        };
    }

    private static ForeignLock ofPostgres(ForeignDatabase database, ForeignTable table)
            throws SQLException {
        return isTrue(
                        database.query(
                                "SELECT pg_catalog.pg_try_advisory_xact_lock(?) AS got",
                                MAGIC + quoted(table, '"').hashCode()))
                ? ForeignLock.taken()
                : held(table);
    }

    private static ForeignLock ofMariaDb(ForeignDatabase database, ForeignTable table)
            throws SQLException {
        String name = "Flyway-" + quoted(table, '`').hashCode();
        List<ForeignRow> rows = database.query("SELECT GET_LOCK(?, 0) AS got", name);
        if (rows.getFirst().number("got") == null) {
            return NamedLock.failed(name);
        }
        if (!isTrue(rows)) {
            return held(table);
        }
        return new ForeignLock() {
            @Override
            public void release() throws SQLException {
                database.query("SELECT RELEASE_LOCK(?) AS given_back", name);
            }
        };
    }

    private static boolean isTrue(List<ForeignRow> rows) {
        return Boolean.TRUE.equals(rows.getFirst().flag("got"));
    }

    private static ForeignLock held(ForeignTable table) {
        return ForeignLock.heldByAnother(
                ("Flyway is migrating: another connection holds the lock of %s. Wait until it is"
                                + " done.")
                        .formatted(table.name()));
    }

    /** The table as Flyway names it. */
    private static String quoted(ForeignTable table, char quote) {
        return quoted(table.schema(), quote) + "." + quoted(table.table(), quote);
    }

    private static String quoted(String name, char quote) {
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }
}
