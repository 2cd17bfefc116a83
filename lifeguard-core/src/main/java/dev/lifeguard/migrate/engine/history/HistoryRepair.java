package dev.lifeguard.migrate.engine.history;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.ProgressToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.engine.run.HistoryFailure;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.HistoryRow.Progress;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Corrections of the history that a person asked for by name; each one under the lock. */
public final class HistoryRepair {

    private final RunContext context;

    /** Corrections in one run. */
    public HistoryRepair(RunContext context) {
        this.context = context;
    }

    /** Makes the file's checksum the recorded one. */
    public void acceptChecksum(MigrationCatalog catalog, History history, long version) {
        HistoryRow record = required(history, version);
        if (record.isBaseline()) {
            throw refused(
                    ("Migration %s stands for all migrations up to it, and has the checksum of no"
                                    + " file.")
                            .formatted(record.label()));
        }
        Script script = script(catalog, record);
        if (!script.checksum().hex().equals(record.checksum())) {
            write(context.sql().updateChecksum(token(), lease(), version, script.checksum().hex()));
        }
    }

    /** A part-way migration counts as applied. */
    public void markDone(History history, long version) {
        HistoryRow record = required(history, version);
        progress(record);
        write(context.sql().recordProgress(token(), lease(), row(record, null)));
    }

    /** A part-way migration counts as pending, and a repeatable one in whatever state. */
    public void markUndone(History history, long version) {
        HistoryRow record = required(history, version);
        if (!record.repeatable() || !record.success()) {
            progress(record);
        }
        write(context.sql().deleteRecord(token(), lease(), version));
    }

    /** The statement in doubt took effect. */
    public void statementDone(MigrationCatalog catalog, History history, long version) {
        HistoryRow record = required(history, version);
        Progress progress = progress(record);
        int started = started(record, progress);
        String checksum =
                switch (script(catalog, record)) {
                    case SqlScript sql -> checksum(sql, record, progress.direction(), started);
                    case JavaMigration java -> StatementsChecksum.UNKNOWN;
                };
        write(
                record,
                new ProgressToWrite(progress.direction().word(), started, null, checksum, null));
    }

    private String checksum(
            SqlScript script, HistoryRow record, Direction direction, int statements) {
        Section section =
                script.sections(context.rules())
                        .of(direction)
                        .orElseThrow(() -> noSuchSection(record));
        try {
            return StatementsChecksum.ofFirst(section, statements);
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(script.fileName(), unreadable);
        }
    }

    /** The statement in doubt did not take effect. */
    public void statementUndone(History history, long version) {
        HistoryRow record = required(history, version);
        Progress progress = progress(record);
        started(record, progress);
        String checksum = progress.doneChecksum();
        write(
                record,
                new ProgressToWrite(
                        progress.direction().word(),
                        progress.statementsDone(),
                        null,
                        checksum == null ? "" : checksum,
                        null));
    }

    /**
     * Refuses a version that nothing is recorded of, before anything is made.
     *
     * @throws ConfigurationException when the history does not have it
     */
    public static void requireRecorded(MigrationCatalog catalog, History history, long version) {
        if (history.find(version).isEmpty()) {
            throw MigrationVersion.isRepeatable(version)
                    ? refused("The history has no such repeatable migration.")
                    : unrecorded(catalog.called(version));
        }
    }

    private static ConfigurationException unrecorded(String version) {
        return refused("The history has no migration %s.".formatted(version));
    }

    /**
     * Records what is pending up to a version as applied, in one transaction. Where no file has
     * that version, a row of its own stands for what is not in the directory.
     */
    public List<MigrationResult> baseline(MigrationCatalog catalog, History history, long version) {
        return new Baseline(context).record(catalog, history, version);
    }

    private void write(HistoryRow record, ProgressToWrite progress) {
        write(context.sql().recordProgress(token(), lease(), row(record, progress)));
    }

    private void write(BoundSql change) {
        try {
            context.guard().change(change);
        } catch (SQLException failure) {
            throw HistoryFailure.of(context, "while the history was repaired", failure);
        }
    }

    private RowToWrite row(HistoryRow record, @Nullable ProgressToWrite progress) {
        return new RowToWrite(
                record.version().number(),
                record.version().label(),
                record.name(),
                record.checksum(),
                null,
                // What is recorded stays, with its checksum or without.
                null,
                context.lock().identity().appliedBy(),
                null,
                progress);
    }

    private static HistoryRow required(History history, long version) {
        return history.find(version)
                .orElseThrow(() -> unrecorded(MigrationVersion.digits(version)));
    }

    private static Script script(MigrationCatalog catalog, HistoryRow record) {
        return catalog.find(record.version().number())
                .filter(it -> !record.isBaseline() || it.matches(record.checksum()))
                .orElseThrow(
                        () ->
                                refused(
                                        record.repeatable()
                                                ? "Migration %s has no file."
                                                        .formatted(record.label())
                                                : "No %s has the version %s."
                                                        .formatted(
                                                                record.isBaseline()
                                                                        ? "baseline script"
                                                                        : "file",
                                                                record.version())));
    }

    private static Progress progress(HistoryRow record) {
        Progress progress = record.progress();
        if (progress == null) {
            throw refused(
                    "Migration %s is not part-way: it is applied whole.".formatted(record.label()));
        }
        if (!progress.left().isEmpty()) {
            throw refused(
                    "Migration %s left %s. Do that first, and repeat this command."
                            .formatted(record.label(), String.join(", and ", progress.left())));
        }
        return progress;
    }

    private static int started(HistoryRow record, Progress progress) {
        Integer started = progress.statementStarted();
        if (record.repeatable()) {
            throw refused(
                    "Migration %s is repeatable, and begins again at its first statement: run up."
                            .formatted(record.label()));
        }
        if (started == null) {
            throw refused("No statement of migration %s is in doubt.".formatted(record.label()));
        }
        return started;
    }

    private static ConfigurationException noSuchSection(HistoryRow record) {
        return refused("The file of migration %s has no such section.".formatted(record.label()));
    }

    /** Something that the history does not bear. */
    static ConfigurationException refused(String message) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        "%s %s lists what there is.".formatted(message, Remedy.STATUS.place())),
                null);
    }

    private String token() {
        return context.guard().token();
    }

    private Duration lease() {
        return context.lock().lease();
    }
}
