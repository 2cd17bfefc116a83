package dev.lifeguard.migrate.layouts.drizzle;

import dev.lifeguard.migrate.layouts.history.ComparedRows;
import dev.lifeguard.migrate.layouts.history.Digest;
import dev.lifeguard.migrate.layouts.history.LineEnds;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignDatabase.Product;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row a migration, known by the time that it was made and by the digest of its file. Drizzle
 * itself looks at the greatest of the times only, so a file that came later with an earlier time is
 * one that it never applied: the rows say so. It has no lock, and records no time of applying.
 *
 * @param from null for the usual table
 */
public record DrizzleHistory(@Nullable String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "__drizzle_migrations";

    private static final List<String> COLUMNS = List.of("id", "hash", "created_at");

    @Override
    public String id() {
        return "drizzle";
    }

    @Override
    public String tool() {
        return "Drizzle";
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known)
            throws SQLException, IOException {
        ForeignTable table = database.table(place(database), Set.copyOf(COLUMNS));
        ComparedRows comparison = new ComparedRows(tool(), table);
        List<ForeignRow> rows = new ArrayList<>(table.rows(COLUMNS));
        rows.sort(Comparator.comparingLong(DrizzleHistory::made));
        List<Dated> files = Dated.all(known);
        for (ForeignRow row : rows) {
            compare(row, files, comparison);
        }
        if (!rows.isEmpty()) {
            tellPassedOver(files, made(rows.getLast()), comparison);
        }
        return comparison.finish();
    }

    /** Of schemas it takes one of its own where there are any. */
    private String place(ForeignDatabase database) {
        if (from != null) {
            return from;
        }
        return database.product() == Product.POSTGRESQL ? "drizzle." + TABLE : TABLE;
    }

    private static void compare(ForeignRow row, List<Dated> files, ComparedRows comparison)
            throws IOException {
        String hash = Objects.requireNonNullElse(row.text("hash"), "");
        Dated made = null;
        for (Dated file : files) {
            if (file.made() == made(row)) {
                made = file;
            }
        }
        Dated same =
                made == null || !hasHash(made, hash) ? withHash(files, hash, comparison) : made;
        if (same != null) {
            comparison.applied(Applied.of(same.migration()));
        } else if (made != null) {
            comparison.edited(made.migration());
        } else {
            comparison.missing("created_at " + made(row));
        }
    }

    private static @Nullable Dated withHash(List<Dated> files, String hash, ComparedRows comparison)
            throws IOException {
        for (Dated file : files) {
            if (!comparison.has(file.migration()) && hasHash(file, hash)) {
                return file;
            }
        }
        return null;
    }

    /** With any line ends: Drizzle writes the digest and never compares it. */
    private static boolean hasHash(Dated file, String hash) throws IOException {
        MigrationFile content = file.migration().file();
        if (content == null) {
            return false;
        }
        for (byte[] each : LineEnds.of(content)) {
            if (Digest.sha256(each).equals(hash)) {
                return true;
            }
        }
        return false;
    }

    private static void tellPassedOver(List<Dated> files, long last, ComparedRows comparison) {
        for (Dated file : files) {
            if (file.made() <= last && !comparison.has(file.migration())) {
                comparison.remark(
                        "Drizzle passed over %s, which is older than the last one that it applied, and would never apply it. Here it is pending."
                                .formatted(file.migration().version()));
            }
        }
    }

    private static long made(ForeignRow row) {
        return Objects.requireNonNullElse(row.number("created_at"), 0L);
    }
}
