package dev.lifeguard.migrate.layouts.prisma;

import dev.lifeguard.migrate.layouts.history.ComparedRows;
import dev.lifeguard.migrate.layouts.history.Digest;
import dev.lifeguard.migrate.layouts.history.LineEnds;
import dev.lifeguard.migrate.layouts.history.NamedLock;
import dev.lifeguard.migrate.layouts.history.RowOrder;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row each time that a migration was begun: it is applied where it was finished and not rolled
 * back, and failed where neither is said. Its lock has a number on PostgreSQL and a name on
 * MariaDB: {@code flavour/postgres.rs} and {@code flavour/mysql.rs} of the schema engine.
 */
public record PrismaHistory(String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "_prisma_migrations";

    private static final long LOCK = 72_707_369;

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "checksum",
                    "finished_at",
                    "migration_name",
                    "rolled_back_at",
                    "started_at");

    @Override
    public String id() {
        return "prisma";
    }

    @Override
    public String tool() {
        return "Prisma";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        return switch (database.product()) {
            case POSTGRESQL -> NamedLock.ofTransaction(database, tool(), LOCK);
            case MARIADB -> NamedLock.ofSession(database, tool(), "prisma_migrate");
            case SQLITE, H2 -> ForeignLock.taken();
        };
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known)
            throws SQLException, IOException {
        ForeignTable table = database.table(from, Set.copyOf(COLUMNS));
        ComparedRows comparison = new ComparedRows(tool(), table);
        for (ForeignRow row : RowOrder.by(table.rows(COLUMNS), "started_at", "migration_name")) {
            if (row.text("rolled_back_at") == null) {
                String name = Objects.requireNonNullElse(row.text("migration_name"), "");
                compare(row, name, known.labelled(name).orElse(null), comparison);
            }
        }
        return comparison.finish();
    }

    private static void compare(
            ForeignRow row, String name, @Nullable Known migration, ComparedRows comparison)
            throws IOException {
        if (row.text("finished_at") == null) {
            comparison.failed(
                    migration,
                    name,
                    "Finish it by hand and run \"prisma migrate resolve --applied %s\", or undo it and resolve it with --rolled-back."
                            .formatted(name));
        } else if (migration == null || migration.file() == null) {
            comparison.missing(name);
        } else if (!matches(migration.file(), row.text("checksum"))) {
            comparison.edited(migration);
        } else {
            Instant started = row.time("started_at");
            Instant finished = row.time("finished_at");
            comparison.applied(Applied.of(migration).at(finished).taking(took(started, finished)));
        }
    }

    private static @Nullable Duration took(@Nullable Instant started, @Nullable Instant finished) {
        return started == null || finished == null || finished.isBefore(started)
                ? null
                : Duration.between(started, finished);
    }

    /** With any line ends, and as an old Prisma wrote it, which left out leading zeros. */
    static boolean matches(MigrationFile file, @Nullable String checksum) throws IOException {
        for (byte[] content : LineEnds.of(file)) {
            String digest = Digest.sha256(content);
            if (digest.equals(checksum) || unpadded(digest).equals(checksum)) {
                return true;
            }
        }
        return false;
    }

    private static String unpadded(String digest) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < digest.length(); at += 2) {
            text.append(digest.charAt(at) == '0' ? "" : digest.charAt(at));
            text.append(digest.charAt(at + 1));
        }
        return text.toString();
    }
}
