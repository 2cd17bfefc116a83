package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LockSettings;
import java.util.List;
import javax.sql.DataSource;

/**
 * What every part of one run works with.
 *
 * @param dataSource where connections come from
 * @param dialect the database's
 * @param rules how scripts are read
 * @param table the state table as it is configured
 * @param grouping which migrations share a transaction
 * @param sql the statements on the state table
 * @param lock how the lock is held
 * @param session the connection that the migrations run on
 * @param guard the lock, held
 * @param stop tells the run to stop
 * @param listener hears what happens
 */
public record RunContext(
        DataSource dataSource,
        Dialect dialect,
        ScriptRules rules,
        TableName table,
        Grouping grouping,
        StateSql sql,
        LockSettings lock,
        Session session,
        HeldLock guard,
        StopSignal stop,
        MigrationListener listener) {

    /**
     * Lets the session sit idle again, since nothing is open on it. Whoever uses a broken
     * connection next finds out.
     *
     * @param over takes back what the session's last work has set
     */
    void idleFreely(List<BoundSql> over) {
        if (over.isEmpty()) {
            return;
        }
        try {
            session.run(over, List.of(), List.of());
        } catch (StatementFailedException broken) {
            // The session's next statement says it.
        }
    }

    /** Whether a script, its history row and the check of the lock can wait for one answer. */
    boolean writesHistoryInOneFlush() {
        return session.sendsInOneFlush() && sql.changesUnderLock();
    }
}
