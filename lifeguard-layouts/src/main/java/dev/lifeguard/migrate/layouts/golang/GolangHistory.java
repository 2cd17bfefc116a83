package dev.lifeguard.migrate.layouts.golang;

import dev.lifeguard.migrate.layouts.history.ComparedRows;
import dev.lifeguard.migrate.layouts.history.NamedLock;
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
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One row: the last version, and whether it failed. All files up to it are applied.
 *
 * <p>Its lock is a number that it makes of the names of database, schema and table ({@code
 * database/util.go}); of the database it has the name, or the path of its address, which begins
 * with a slash ({@code database/postgres/postgres.go}).
 */
public record GolangHistory(String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "schema_migrations";

    private static final Set<String> COLUMNS = Set.of("version", "dirty");

    private static final long SALT = 1_486_364_155;

    @Override
    public String id() {
        return "golang-migrate";
    }

    @Override
    public String tool() {
        return "golang-migrate";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        Optional<ForeignTable> table = database.find(from, COLUMNS);
        if (table.isEmpty()) {
            return ForeignLock.taken();
        }
        ForeignTable found = table.get();
        return switch (database.product()) {
            case POSTGRESQL -> {
                String inside = found.schema() + "\0" + found.table() + "\0";
                String name = NamedLock.databaseName(database);
                yield NamedLock.ofTransaction(
                        database, tool(), key(inside + name), key(inside + "/" + name));
            }
            case MARIADB -> {
                String name = NamedLock.databaseName(database) + ":" + found.table();
                yield NamedLock.ofSession(database, tool(), Long.toString(key(name)));
            }
            case SQLITE, H2 -> ForeignLock.taken();
        };
    }

    static long key(String names) {
        return (NamedLock.crc32(names) * SALT) & 0xFFFF_FFFFL;
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        ForeignTable table = database.table(from, COLUMNS);
        List<ForeignRow> rows = table.rows(List.of("version", "dirty"));
        ComparedRows comparison = new ComparedRows(tool(), table);
        if (rows.size() > 1) {
            comparison.unclear(
                    "%s has %s rows, and golang-migrate has one. Delete those that are not the newest version's. Then import again."
                            .formatted(table.name(), rows.size()));
        } else if (!rows.isEmpty()) {
            compare(rows.getFirst(), known, comparison);
        }
        return comparison.finish();
    }

    private static void compare(ForeignRow row, KnownMigrations known, ComparedRows comparison) {
        String version = Objects.requireNonNullElse(row.text("version"), "-1");
        Optional<Known> last =
                known.versioned().stream().filter(each -> digits(each).equals(version)).findFirst();
        if (Boolean.TRUE.equals(row.flag("dirty"))) {
            comparison.failed(last.orElse(null), version, left(version));
        } else if (last.isPresent()) {
            known.upTo(last.get()).forEach(each -> comparison.applied(Applied.of(each)));
            comparison.remark(
                    "golang-migrate records the last version only. A file of a lower version that"
                            + " came later counts as applied.");
        } else if (!version.startsWith("-")) {
            comparison.missingOr(
                    version,
                    "name the newest migration that the database has and that has a file, by"
                            + " \"migrate force VERSION\"");
        }
    }

    /** It writes the version that it goes to before it begins, on the way down as well. */
    private static String left(String version) {
        String way =
                version.startsWith("-")
                        ? "It was taking back the first migration."
                        : "It was on the way up to %s, or down to it.".formatted(version);
        return way
                + " Finish that by hand and run \"migrate force %s\"; or undo it, and force the version that the database then has."
                        .formatted(version);
    }

    private static String digits(Known migration) {
        return ByDigits.canonical(migration.version().toString());
    }
}
