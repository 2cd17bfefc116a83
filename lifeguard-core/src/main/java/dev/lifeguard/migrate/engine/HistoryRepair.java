package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.ProgressToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationRecord.Progress;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.source.Checksum;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationCatalog;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Script;
import dev.lifeguard.migrate.source.Script.JavaMigration;
import dev.lifeguard.migrate.source.Script.SqlScript;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Corrections of the history that a person asked for by name; each one under the lock. */
public final class HistoryRepair {

    private static final String OPEN =
            " (%s shows whether it was)".formatted(Remedy.STATUS.place());

    private final RunContext context;

    /** Corrections in one run. */
    public HistoryRepair(RunContext context) {
        this.context = context;
    }

    /** Makes the file's checksum the recorded one. */
    public void acceptChecksum(MigrationCatalog catalog, History history, long version) {
        MigrationRecord record = required(history, version);
        Script script = script(catalog, version);
        if (!script.checksum().hex().equals(record.checksum())) {
            write(context.sql().updateChecksum(token(), lease(), version, script.checksum().hex()));
        }
    }

    /** A part-way migration counts as applied. */
    public void markDone(History history, long version) {
        MigrationRecord record = required(history, version);
        progress(record);
        write(context.sql().recordProgress(token(), lease(), row(record, null)));
    }

    /** A part-way migration counts as pending. */
    public void markUndone(History history, long version) {
        progress(required(history, version));
        write(context.sql().deleteRecord(token(), lease(), version));
    }

    /** The statement in doubt took effect. */
    public void statementDone(MigrationCatalog catalog, History history, long version) {
        MigrationRecord record = required(history, version);
        Progress progress = progress(record);
        int started = started(record, progress);
        String checksum =
                switch (script(catalog, version)) {
                    case SqlScript sql -> checksum(sql, record, progress.direction(), started);
                    case JavaMigration java -> StatementsChecksum.UNKNOWN;
                };
        write(
                record,
                new ProgressToWrite(progress.direction().word(), started, null, checksum, null));
    }

    private String checksum(
            SqlScript script, MigrationRecord record, Direction direction, int statements) {
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
        MigrationRecord record = required(history, version);
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
    public static void requireRecorded(History history, long version) {
        required(history, version);
    }

    /**
     * Refuses the version of a baseline that has no file and is still to come: migrations that are
     * made until then would count as applied.
     *
     * @throws ConfigurationException when it is so
     */
    public static void requireBaseline(MigrationCatalog catalog, long version) {
        long tomorrow = MigrationVersion.at(LocalDateTime.now(ZoneOffset.UTC).plusDays(1)).value();
        if (catalog.find(version).isEmpty() && version > tomorrow) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            ("No file has the version %s, and it is in the future: all migrations"
                                            + " until then would count as applied. Give the version"
                                            + " of the last one that the database holds.")
                                    .formatted(MigrationVersion.digits(version))),
                    null);
        }
    }

    /**
     * Records what is pending up to a version as applied, in one transaction. Where no file has
     * that version, a row of its own stands for what is not in the directory.
     */
    public List<MigrationResult> baseline(MigrationCatalog catalog, History history, long version) {
        requireNoPartWay(history, version);
        List<Script> wanted =
                catalog.scripts().stream()
                        .filter(script -> script.version().value() <= version)
                        .filter(script -> history.find(script.version().value()).isEmpty())
                        .toList();
        List<RowToWrite> rows = wanted.stream().map(this::row).toList();
        List<MigrationResult> marked = new ArrayList<>();
        try {
            context.session().begin();
            for (Script script : wanted) {
                change(context.sql().insertApplied(token(), lease(), rows.get(marked.size())));
                marked.add(result(script.version().value(), script.name()));
            }
            if (catalog.find(version).isEmpty() && history.find(version).isEmpty()) {
                change(context.sql().insertApplied(token(), lease(), baselineRow(version)));
                marked.add(result(version, MigrationRecord.BASELINE));
            }
            context.session().commit();
        } catch (SQLException failure) {
            throw failed("while the baseline was recorded", failure);
        }
        return marked;
    }

    private static MigrationResult result(long version, String name) {
        return new MigrationResult(version, name, Duration.ZERO);
    }

    private RowToWrite baselineRow(long version) {
        return new RowToWrite(
                version,
                MigrationRecord.BASELINE,
                Checksum.ofBaseline(version).hex(),
                null,
                null,
                context.lock().identity().appliedBy(),
                version,
                null);
    }

    private static void requireNoPartWay(History history, long version) {
        for (MigrationRecord record : history.records()) {
            if (record.version() <= version && !record.success()) {
                throw refused(
                        "Migration %s stopped part-way, so what it is cannot be taken for granted."
                                        .formatted(record.label())
                                + " Bring it to its end, or say which it is by a repair, and repeat"
                                + " this command.");
            }
        }
    }

    private void write(MigrationRecord record, ProgressToWrite progress) {
        write(context.sql().recordProgress(token(), lease(), row(record, progress)));
    }

    private void write(BoundSql change) {
        try {
            change(change);
        } catch (SQLException failure) {
            throw failed("while the history was repaired", failure);
        }
    }

    /** What was under way when the connection broke may be committed. */
    private static LifeguardException failed(String doing, SQLException failure) {
        return DatabaseFailure.during(
                SqlError.leavesCommitOpen(failure) ? doing + OPEN : doing, failure);
    }

    private void change(BoundSql change) throws SQLException {
        context.guard().change(change);
    }

    private RowToWrite row(MigrationRecord record, @Nullable ProgressToWrite progress) {
        return new RowToWrite(
                record.version(),
                record.name(),
                record.checksum(),
                null,
                // What is recorded stays, with its checksum or without.
                null,
                context.lock().identity().appliedBy(),
                null,
                progress);
    }

    private RowToWrite row(Script script) {
        Optional<Section> down =
                switch (script) {
                    case SqlScript sql -> sql.sections(context.rules()).of(Direction.DOWN);
                    case JavaMigration java -> Optional.empty();
                };
        try {
            return row(script, down);
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(script.fileName(Direction.DOWN), unreadable);
        }
    }

    private RowToWrite row(Script script, Optional<Section> down) throws IOException {
        return new RowToWrite(
                script.version().value(),
                script.name(),
                script.checksum().hex(),
                null,
                down.isPresent() ? HistoryWriter.down(script.version().value(), down.get()) : null,
                context.lock().identity().appliedBy(),
                script.version().value(),
                null);
    }

    private static MigrationRecord required(History history, long version) {
        return history.find(version)
                .orElseThrow(
                        () ->
                                refused(
                                        "The history has no migration %s."
                                                .formatted(MigrationVersion.digits(version))));
    }

    private static Script script(MigrationCatalog catalog, long version) {
        return catalog.find(version)
                .orElseThrow(
                        () ->
                                refused(
                                        "No file has the version %s."
                                                .formatted(MigrationVersion.digits(version))));
    }

    private static Progress progress(MigrationRecord record) {
        Progress progress =
                record.partial()
                        .orElseThrow(
                                () ->
                                        refused(
                                                "Migration %s is not part-way: it is applied whole."
                                                        .formatted(record.label())));
        if (!progress.left().isEmpty()) {
            throw refused(
                    "Migration %s left %s. Do that first, and repeat this command."
                            .formatted(record.label(), String.join(", and ", progress.left())));
        }
        return progress;
    }

    private static int started(MigrationRecord record, Progress progress) {
        Integer started = progress.statementStarted();
        if (started == null) {
            throw refused("No statement of migration %s is in doubt.".formatted(record.label()));
        }
        return started;
    }

    private static ConfigurationException noSuchSection(MigrationRecord record) {
        return refused("The file of migration %s has no such section.".formatted(record.label()));
    }

    private static ConfigurationException refused(String message) {
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
