package dev.lifeguard.migrate.layouts.sqlx;

import dev.lifeguard.migrate.layouts.history.ComparedRows;
import dev.lifeguard.migrate.layouts.history.NamedLock;
import dev.lifeguard.migrate.layouts.history.RowOrder;
import dev.lifeguard.migrate.layouts.version.ByDigits;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row a version, with its checksum. Its lock is a number that it makes of the database's name:
 * {@code sqlx-postgres/src/migrate.rs} and {@code sqlx-mysql/src/migrate.rs}.
 */
public record SqlxHistory(String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "_sqlx_migrations";

    private static final long FACTOR = 0x3d32_ad9eL;

    private static final List<String> COLUMNS =
            List.of("version", "installed_on", "success", "checksum", "execution_time");

    @Override
    public String id() {
        return "sqlx";
    }

    @Override
    public String tool() {
        return "SQLx";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        return switch (database.product()) {
            case POSTGRESQL -> NamedLock.ofTransaction(database, tool(), key(database));
            case MARIADB -> NamedLock.ofSession(database, tool(), Long.toHexString(key(database)));
            case SQLITE, H2 -> ForeignLock.taken();
        };
    }

    private static long key(ForeignDatabase database) throws SQLException {
        return FACTOR * NamedLock.crc32(NamedLock.databaseName(database));
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known)
            throws SQLException, IOException {
        ForeignTable table = database.table(from, Set.copyOf(COLUMNS));
        Map<String, Known> byNumber = new HashMap<>();
        for (Known each : known.versioned()) {
            byNumber.put(ByDigits.canonical(each.version().toString()), each);
        }
        ComparedRows comparison = new ComparedRows(tool(), table);
        Checksums checksums = new Checksums();
        for (ForeignRow row : RowOrder.by(table.rows(COLUMNS), "installed_on", "version")) {
            String version = Objects.requireNonNullElse(row.text("version"), "");
            compare(row, version, byNumber.get(version), checksums, comparison);
        }
        return comparison.finish();
    }

    private static void compare(
            ForeignRow row,
            String version,
            @Nullable Known migration,
            Checksums checksums,
            ComparedRows comparison)
            throws IOException {
        if (!Boolean.TRUE.equals(row.flag("success"))) {
            comparison.failed(
                    migration,
                    version,
                    "Finish it by hand and set \"success\" in its row, or undo it and delete the"
                            + " row.");
        } else if (migration == null || migration.file() == null) {
            comparison.missing(version);
        } else if (!checksums.match(migration.file(), row.bytes("checksum"))) {
            comparison.edited(migration);
        } else {
            comparison.applied(
                    Applied.of(migration)
                            .at(row.time("installed_on"))
                            .taking(took(row.number("execution_time"))));
        }
    }

    /** Nanoseconds; -1 where it was not written any more. */
    private static @Nullable Duration took(@Nullable Long nanoseconds) {
        return nanoseconds == null || nanoseconds < 0 ? null : Duration.ofNanos(nanoseconds);
    }
}
