package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.Closing;
import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.ProgressToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.state.StartedWork;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one migration's history row, only while the lock is held, and extends the lease. */
public final class HistoryWriter {

    private final RunContext context;
    private final PlannedStep step;
    private final @Nullable DownToWrite down;

    public HistoryWriter(RunContext context, PlannedStep step) throws IOException {
        this.context = context;
        this.step = step;
        this.down = down(step);
    }

    private static @Nullable DownToWrite down(PlannedStep step) throws IOException {
        // What a rollback in Java would run is known only when it runs.
        Optional<Section> down = step.down();
        return down.isEmpty() ? null : down(step.version().number(), down.get());
    }

    /** What of a section is recorded. */
    public static DownToWrite down(long version, Section section) throws IOException {
        String text = section.text();
        return new DownToWrite(text, Checksum.ofDownScript(version, text).hex());
    }

    /** The migration ran whole in one transaction: its row appears, or disappears. */
    public void finishWhole(Duration time) throws SQLException {
        if (step.hook().isPresent()) {
            // Nothing is written of it.
            context.guard().renew();
            return;
        }
        write(
                step.direction() == Direction.UP
                        ? context.sql().insertApplied(token(), lease(), row(time, null))
                        : context.sql().deleteRecord(token(), lease(), step.version().number()));
    }

    /**
     * The statement that does the same behind the script, or fails; the database knows what the
     * script took.
     */
    public BoundSql closing(Group group) {
        if (step.hook().isPresent()) {
            // The fence keeps the lock's row in place.
            return context.sql().renewPatiently(token(), lease());
        }
        return group.isShared()
                ? context.sql().closeAmong(token(), row(null, null), group.previous())
                : closing(Closing.DURABLE);
    }

    /** The same in a transaction of its own. */
    public BoundSql closing(Closing commit) {
        return step.direction() == Direction.UP
                ? context.sql().closeApplied(token(), lease(), commit, row(null, null))
                : context.sql().closeRolledBack(token(), lease(), commit, step.version().number());
    }

    /** The last of the statements that ran one by one is done. */
    public void finishStatements(Duration time) throws SQLException {
        write(
                step.direction() == Direction.UP
                        ? context.sql().recordProgress(token(), lease(), row(time, null))
                        : context.sql().deleteRecord(token(), lease(), step.version().number()));
    }

    /** How far a migration got whose statements run one by one. */
    public void progress(
            int done, @Nullable Integer started, String doneChecksum, Optional<StartedWork> work)
            throws SQLException {
        ProgressToWrite progress =
                new ProgressToWrite(
                        step.direction().word(),
                        done,
                        started,
                        doneChecksum,
                        work.map(StartedWork::line).orElse(null));
        write(context.sql().recordProgress(token(), lease(), row(null, progress)));
    }

    /** Nothing of it was kept after all: one that was to be rolled back is applied as before. */
    public void forget() throws SQLException {
        write(
                step.direction() == Direction.UP
                        ? context.sql().deleteRecord(token(), lease(), step.version().number())
                        : context.sql().recordProgress(token(), lease(), row(null, null)));
    }

    private void write(BoundSql change) throws SQLException, LeaseLostException {
        context.guard().change(change);
    }

    private RowToWrite row(@Nullable Duration time, @Nullable ProgressToWrite progress) {
        return new RowToWrite(
                step.version().number(),
                step.version().label(),
                step.name(),
                step.script().checksum().hex(),
                time,
                down,
                context.lock().identity().appliedBy(),
                step.direction() == Direction.UP && !step.repeatable() ? step.order() : null,
                progress);
    }

    private String token() {
        return context.guard().token();
    }

    private Duration lease() {
        return context.lock().lease();
    }
}
