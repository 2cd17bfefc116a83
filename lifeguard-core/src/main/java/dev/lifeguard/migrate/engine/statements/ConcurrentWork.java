package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.script.Effect;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.Remains;
import dev.lifeguard.migrate.state.Remnant;
import dev.lifeguard.migrate.state.StartedWork;
import dev.lifeguard.migrate.state.WorkStart;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statement of a migration that runs CONCURRENTLY, if one is under way: what it works on, which
 * each of the migration's rows keeps until it is known to be done or undone.
 */
final class ConcurrentWork {

    private final RunContext context;
    private final Remains remains;
    private @Nullable StartedWork current;

    ConcurrentWork(RunContext context) {
        this.context = context;
        this.remains = new Remains(context.session(), context.sql());
    }

    /** What the row is to keep. */
    Optional<StartedWork> current() {
        return Optional.ofNullable(current);
    }

    /** Whether a statement has states in between of which the catalogue tells. */
    boolean concerns(SqlStatement statement) {
        boolean concurrent =
                switch (statement.effect()) {
                    case Effect.IndexBuild build -> true;
                    case Effect.IndexDrop drop -> true;
                    case Effect.IndexRebuild rebuild -> true;
                    case Effect.Detachment detachment -> true;
                    case Effect.Unknown none -> false;
                    case Effect.Repeatable none -> false;
                    case Effect.Changes none -> false;
                };
        return concurrent && context.sql().startedWork(0).isPresent();
    }

    /**
     * Looks at what is there before a statement; false where what is there afterwards would say
     * nothing about it.
     */
    boolean begin(SqlStatement statement, String checksum) throws SQLException {
        current = start(checksum).of(statement.effect()).orElse(null);
        return current != null;
    }

    /** The INVALID index that is in the place of the one that a statement builds. */
    Optional<Remnant> inTheWay(SqlStatement statement) throws SQLException {
        return start("").invalid(statement.effect());
    }

    /** What the row of a migration says that goes on. */
    Optional<StartedWork> resume(long version) throws SQLException {
        current = remains.startedWork(version).orElse(null);
        return current();
    }

    /** The same where the row does not say it, but that the statement was started. */
    Optional<StartedWork> assume(SqlStatement statement, String checksum) throws SQLException {
        current =
                concerns(statement)
                        ? start(checksum).assumed(statement.effect()).orElse(null)
                        : null;
        return current();
    }

    private WorkStart start(String checksum) {
        return new WorkStart(context.session(), context.sql(), checksum);
    }

    /** What came of it by now. */
    Remains.Outcome outcome() throws SQLException {
        return current == null ? new Remains.Outcome.NotDone() : remains.of(current);
    }

    /** Nothing of it is left in the middle. */
    void ended() {
        current = null;
    }
}
