package dev.lifeguard.migrate.engine.history;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
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

    /** Writes them; what is not read with its down script keeps that without a checksum. */
    public void run(List<Move> moves) {
        try {
            context.session().begin();
            for (BoundSql setting :
                    context.dialect().transactionPrelude(context.lock().idleTimeout())) {
                context.session().update(setting);
            }
            for (Move move : moves) {
                context.guard()
                        .change(
                                context.sql()
                                        .moveRecord(
                                                context.guard().token(),
                                                context.lock().lease(),
                                                move.former(),
                                                row(move.row())));
            }
            context.session().commit();
            context.idleFreely(context.sql().idleTimeoutOver());
        } catch (SQLException failure) {
            throw context.guard().unwritten("while the history was written anew", failure);
        }
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

    /** The checksum of a down script is of the version, too. */
    private static @Nullable DownToWrite down(HistoryRow row) {
        DownScript script = row.downScript();
        return script == null || script.doubt() != null
                ? null
                : new DownToWrite(
                        script.text(),
                        Checksum.ofDownScript(row.version().number(), script.text()).hex());
    }
}
