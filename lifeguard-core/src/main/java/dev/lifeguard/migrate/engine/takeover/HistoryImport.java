package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.dialect.TakeOverSql.RowToTakeOver;
import dev.lifeguard.migrate.engine.run.HistoryFailure;
import dev.lifeguard.migrate.engine.run.HistoryTransaction;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.takeover.ImportDraft.NewRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.state.ImportReceipt;
import dev.lifeguard.migrate.state.TakenRows;
import dev.lifeguard.migrate.takeover.ForeignLock;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over another tool's history, under this library's lock.
 *
 * <ol>
 *   <li>What is to be written is looked at before, without any lock: where something does not fit,
 *       nothing is made, not even the state table.
 *   <li>A transaction begins with the fence of this library's lock, and then takes the other
 *       tool's. Where another one has that, the transaction is rolled back and the next one tries
 *       again, until the time for waiting is over.
 *   <li>In the same transaction the tool's table is read and compared again, and all rows are
 *       written. So it is all of them or none, whenever this process dies, and a lock of the tool
 *       that ends with the transaction never stays behind.
 *   <li>The lease is extended, and the transaction commits.
 * </ol>
 */
public final class HistoryImport {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryImport.class);

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** What is out of it is no time that somebody applied a migration. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final RunContext context;
    private final ForeignReading reading;
    private final WaysBack waysBack;

    /** The tool's, as it was got or not got last; empty where another one was in the way. */
    private Optional<ForeignLock> lock = Optional.empty();

    /** An import in one run. */
    public HistoryImport(RunContext context, ForeignReading reading) {
        this.context = context;
        this.reading = reading;
        this.waysBack = new WaysBack(context.rules());
    }

    /** What is worth a look about the files. */
    public List<String> remarks() {
        return waysBack.remarks();
    }

    /** Writes what there is to write; gives that. */
    public ImportDraft run(History history, TakenRows taken) {
        LockWaiting waiting = new LockWaiting(context, reading.tool());
        context.stop().watch(context.session());
        try {
            Optional<ImportDraft> written = attempt(history, taken);
            while (written.isEmpty()) {
                waiting.pause(lock.flatMap(ForeignLock::held));
                written = attempt(history, taken);
            }
            return written.get();
        } catch (SQLException failure) {
            throw HistoryFailure.of(context, doing(), failure);
        } finally {
            context.stop().watch(null);
        }
    }

    /** Empty where another one has the tool's lock. */
    private Optional<ImportDraft> attempt(History history, TakenRows taken) {
        lock = Optional.empty();
        try {
            return new HistoryTransaction(context, doing())
                    .attempt(
                            () -> {
                                lock = reading.lock();
                                return isGot()
                                        ? Optional.of(written(history, taken))
                                        : Optional.empty();
                            });
        } finally {
            release();
        }
    }

    private boolean isGot() {
        return lock.isPresent() && lock.get().held().isEmpty();
    }

    private ImportDraft written(History history, TakenRows taken) throws SQLException {
        ImportDraft draft = reading.draft(history, taken);
        draft.requireValid();
        write(draft);
        return draft;
    }

    /**
     * Behind the transaction, whatever came of that. A session that may have the lock still is not
     * given back to its pool: the server gives the lock back when it ends.
     */
    private void release() {
        if (!isGot()) {
            return;
        }
        try {
            lock.get().release();
        } catch (SQLException | RuntimeException failure) {
            context.session().spoil();
            LOG.debug("A lock could not be given back, so its session is ended", failure);
        }
    }

    private void write(ImportDraft draft) throws SQLException {
        String digest = draft.digest();
        List<List<@Nullable Object>> rows = new ArrayList<>(draft.rows().size());
        for (NewRow row : draft.rows()) {
            rows.add(
                    new RowToTakeOver(
                                    row(row),
                                    moment(row.applied().at()),
                                    reading.tool().id(),
                                    digest)
                            .values());
        }
        if (!rows.isEmpty()) {
            rows.add(receipt(draft, digest).values());
        }
        context.session().insert(context.sql().takingOver().insertion(), rows);
    }

    /** What stays when the rows of the others are rolled back. */
    private RowToTakeOver receipt(ImportDraft draft, String digest) {
        List<Long> versions =
                draft.rows().stream().map(row -> row.script().version().number()).toList();
        RowToWrite row =
                new RowToWrite(
                        draft.receipt(),
                        null,
                        "import of " + reading.tool().id(),
                        digest,
                        null,
                        new DownToWrite(ImportReceipt.text(versions), digest),
                        context.lock().identity().appliedBy(),
                        null,
                        null);
        return new RowToTakeOver(row, null, reading.tool().id(), digest);
    }

    private static @Nullable String moment(@Nullable Instant at) {
        return at == null || at.isBefore(EARLIEST) || at.isAfter(LATEST) ? null : UTC.format(at);
    }

    private RowToWrite row(NewRow row) {
        Script script = row.script();
        return new RowToWrite(
                script.version().number(),
                script.version().label(),
                script.name(),
                script.checksum().hex(),
                row.applied().took(),
                waysBack.recorded(script),
                row.applied().by(),
                script.version().isRepeatable() ? null : row.record().order(),
                null);
    }

    private String doing() {
        return "while the history of %s was taken over".formatted(reading.tool().tool());
    }
}
