package dev.lifeguard.migrate.engine.history;

import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.engine.run.HistoryTransaction;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.planning.FormerHistory.Move;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.HistoryRow.DownScript;
import dev.lifeguard.migrate.source.catalog.Checksum;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows anew whose files were converted since, under the lock and in one transaction. */
public final class HistoryMove {

    private final RunContext context;

    /** In a run that holds the lock. */
    public HistoryMove(RunContext context) {
        this.context = context;
    }

    /**
     * Writes them. A down script whose checksum is doubted loses that, and so stays doubted.
     *
     * @param moves read with their down scripts, whose checksums are of the versions, too
     */
    public void run(List<Move> moves) {
        new HistoryTransaction(context, "while the history was written anew")
                .run(
                        () -> {
                            for (Move move : moves) {
                                write(move);
                            }
                        });
    }

    private void write(Move move) throws SQLException {
        context.guard()
                .change(
                        context.sql()
                                .moveRecord(
                                        context.guard().token(),
                                        context.lock().lease(),
                                        move.former(),
                                        row(move.row())));
    }

    private static RowToWrite row(HistoryRow row) {
        return new RowToWrite(
                row.version().number(),
                row.version().label(),
                row.name(),
                row.checksum(),
                null,
                down(row),
                null,
                row.order(),
                null);
    }

    private static @Nullable DownToWrite down(HistoryRow row) {
        DownScript script = row.downScript();
        return script == null || script.doubt() != null
                ? null
                : new DownToWrite(
                        script.text(),
                        Checksum.ofDownScript(row.version().number(), script.text()).hex());
    }
}
