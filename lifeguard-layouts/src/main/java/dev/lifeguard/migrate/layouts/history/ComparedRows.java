package dev.lifeguard.migrate.layouts.history;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rows of a tool's table come to, one after the other. */
public final class ComparedRows {

    private final String tool;
    private final ForeignTable table;
    private final Map<MigrationVersion, Applied> applied = new LinkedHashMap<>();
    private final List<ErrorDetail> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * Of a table.
     *
     * @param tool what people call the tool
     */
    public ComparedRows(String tool, ForeignTable table) {
        this.tool = tool;
        this.table = table;
    }

    /** A row of a migration that is as the tool applied it. */
    public void applied(Applied row) {
        applied.putIfAbsent(row.migration().version(), row);
    }

    /** Whether it is applied. */
    public boolean has(Known migration) {
        return applied.containsKey(migration.version());
    }

    /**
     * A row without a file.
     *
     * @param called what the row calls the migration
     */
    public void missing(String called) {
        missingOr(
                called,
                "delete the row of %s, if the change is to stay without one"
                        .formatted(table.name()));
    }

    /**
     * A row without a file, in a table whose rows are not one of each migration.
     *
     * @param otherwise what can be done where it does not come back, for the end of a sentence
     */
    public void missingOr(String called, String otherwise) {
        problems.add(
                ErrorDetail.of(
                        ErrorKind.MISSING_MIGRATION,
                        "%s applied \"%s\", of which there is no file. Restore the file; or %s. Then import again."
                                .formatted(tool, called, otherwise)));
    }

    /** A row of a migration whose file is another one than it was. */
    public void edited(Known migration) {
        problems.add(
                about(
                        migration,
                        ErrorKind.CHECKSUM_MISMATCH,
                        "Migration %s was edited after %s applied it: its checksum is not the one in %s. Restore the file as it was, and write the change as a new migration. Then import again."
                                .formatted(migration.label(), tool, table.name())));
    }

    /**
     * A row of a migration that failed, or is left in the middle.
     *
     * @param migration null where there is no file
     * @param called what the row calls it
     * @param remedy how to end it, a sentence
     */
    public void failed(@Nullable Known migration, String called, String remedy) {
        String message =
                "%s failed in \"%s\", says %s, and did not end it. Look what of it is in the database. %s Then import again."
                        .formatted(tool, called, table.name(), remedy);
        problems.add(
                migration == null
                        ? ErrorDetail.of(ErrorKind.PARTIALLY_APPLIED, message)
                        : about(migration, ErrorKind.PARTIALLY_APPLIED, message));
    }

    /** A table that does not say what was applied; {@code why} is in sentences. */
    public void unclear(String why) {
        problems.add(ErrorDetail.of(ErrorKind.PARTIALLY_APPLIED, why));
    }

    /** What is worth a look: a sentence. */
    public void remark(String remark) {
        remarks.add(remark);
    }

    /** What all rows come to. */
    public TakenOver finish() {
        return new TakenOver(List.copyOf(applied.values()), problems, remarks);
    }

    private static ErrorDetail about(Known migration, ErrorKind kind, String message) {
        ErrorDetail detail = migration.version().of(ErrorDetail.of(kind, message));
        return migration.file() == null ? detail : detail.withFile(migration.file().name());
    }
}
