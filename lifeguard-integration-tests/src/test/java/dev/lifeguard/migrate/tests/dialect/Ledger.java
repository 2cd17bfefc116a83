package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignDatabase.Product;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A tool that is none: it records the place, the version, the length of the file and the time of
 * each migration, and its lock is a row of another table.
 *
 * @param id what it is called
 * @param table of its history
 */
public record Ledger(String id, String table) implements ForeignHistory {

    public static final Ledger LEDGER = new Ledger("ledger", "ledger");

    private static final Set<String> COLUMNS = Set.of("place", "version", "length", "at", "ok");

    @Override
    public String tool() {
        return "Ledger";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        Optional<ForeignTable> lock = database.find("ledger_lock", Set.of("id", "owner"));
        if (lock.isEmpty() || database.product() == Product.SQLITE) {
            return ForeignLock.taken();
        }
        ForeignTable found = lock.get();
        List<ForeignRow> rows =
                database.query(
                        "SELECT %s FROM %s FOR UPDATE NOWAIT"
                                .formatted(found.column("owner"), found.sql()));
        String owner = rows.isEmpty() ? null : rows.getFirst().text("owner");
        return owner == null
                ? ForeignLock.taken()
                : ForeignLock.heldByAnother("It is held by \"%s\".".formatted(owner));
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known)
            throws SQLException, IOException {
        List<ForeignRow> rows =
                new ArrayList<>(database.table(table, COLUMNS).rows(List.copyOf(COLUMNS)));
        rows.sort(Comparator.comparing(row -> Objects.requireNonNull(row.number("place"))));
        List<Applied> applied = new ArrayList<>();
        List<ErrorDetail> problems = new ArrayList<>();
        for (ForeignRow row : rows) {
            String version = Objects.requireNonNull(row.text("version"));
            Optional<Known> file = known.labelled(version);
            if (!Boolean.TRUE.equals(row.flag("ok"))) {
                problems.add(
                        problem(
                                ErrorKind.PARTIALLY_APPLIED,
                                "Migration %s failed in Ledger. Repair it there.",
                                version));
            } else if (file.isEmpty()) {
                problems.add(
                        problem(
                                ErrorKind.MISSING_MIGRATION,
                                "Ledger applied %s, which has no file. Restore it.",
                                version));
            } else if (!Objects.equals(row.number("length"), length(file.get()))) {
                problems.add(
                        problem(
                                ErrorKind.CHECKSUM_MISMATCH,
                                "Migration %s was edited. Restore it.",
                                version));
            } else {
                applied.add(Applied.of(file.get()).at(row.time("at")).by("ann"));
            }
        }
        return new TakenOver(applied, problems, List.of());
    }

    private static ErrorDetail problem(ErrorKind kind, String message, String version) {
        return ErrorDetail.of(kind, message.formatted(version));
    }

    private static Long length(Known known) throws IOException {
        try (InputStream bytes = Objects.requireNonNull(known.file()).open()) {
            return (long) bytes.readAllBytes().length;
        }
    }
}
