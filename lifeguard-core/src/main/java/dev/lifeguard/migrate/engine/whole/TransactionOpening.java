package dev.lifeguard.migrate.engine.whole;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.LockSql.Opening;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.engine.program.LockLimit;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a migration's transaction begins with, before the first statement of its author's. */
record TransactionOpening(RunContext context, SessionState settings, Group group) {

    /** The settings, the fence and the mark, in the order in which they are sent. */
    List<BoundSql> with(LockLimit limit, TransactionMark mark) {
        List<BoundSql> opening = new ArrayList<>(fenced(limit.opening().orElse(null)));
        if (group.isShared()) {
            opening.add(GroupedScript.BEGIN);
        }
        mark.set().ifPresent(opening::add);
        return opening;
    }

    private List<BoundSql> fenced(@Nullable Duration lockTimeout) {
        String token = context.guard().token();
        Duration idle = context.lock().idleTimeout();
        if (context.sql().changesUnderLock()) {
            Opening opening = new Opening(idle, settings.searchPath(), lockTimeout);
            return List.of(context.sql().readCommitted(), context.sql().opening(token, opening));
        }
        List<BoundSql> fenced = new ArrayList<>(context.dialect().transactionPrelude(idle));
        fenced.addAll(
                context.dialect()
                        .surroundings(Lasting.TRANSACTION, settings.searchPath(), lockTimeout));
        fenced.add(context.sql().fence(token));
        return fenced;
    }
}
