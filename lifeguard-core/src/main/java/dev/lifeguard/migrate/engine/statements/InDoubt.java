package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.script.Effect;
import dev.lifeguard.migrate.script.Effect.Change;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out from the catalogue whether a statement took effect that ran outside a transaction when
 * its runner died. What runs CONCURRENTLY has states in between: {@link ConcurrentWork}.
 */
final class InDoubt {

    private final RunContext context;
    private final Effect effect;

    InDoubt(RunContext context, Effect effect) {
        this.context = context;
        this.effect = effect;
    }

    enum Answer {
        DONE,
        NOT_DONE,
        UNKNOWN
    }

    /** Of a statement that was started. */
    Answer resolve() throws SQLException {
        return switch (effect) {
            case Effect.Repeatable again -> Answer.NOT_DONE;
            case Effect.Changes changes -> resolve(changes.all());
            // Of one whose row does not say what was there before, nothing else is known.
            case Effect.IndexRebuild again -> Answer.NOT_DONE;
            case Effect.Unknown unknown -> Answer.UNKNOWN;
            case Effect.IndexBuild build -> Answer.UNKNOWN;
            case Effect.IndexDrop drop -> Answer.UNKNOWN;
            case Effect.Detachment detachment -> Answer.UNKNOWN;
        };
    }

    /**
     * Whether what the statement makes was there before it, or what it drops was not: what is there
     * afterwards then says nothing about it, so it must not be recorded as started. It fails, or
     * does nothing.
     */
    boolean isSoAlready() throws SQLException {
        return resolve() == Answer.DONE;
    }

    /** All of it or nothing of it: what the catalogue says otherwise was so before. */
    private Answer resolve(List<Change> changes) throws SQLException {
        Set<Answer> answers = EnumSet.noneOf(Answer.class);
        for (Change change : changes) {
            answers.add(resolve(change));
        }
        return answers.size() == 1 ? answers.iterator().next() : Answer.UNKNOWN;
    }

    private Answer resolve(Change change) throws SQLException {
        Optional<BoundSql> query = context.dialect().count(change.object());
        if (query.isEmpty()) {
            return Answer.UNKNOWN;
        }
        Counted counted =
                context.session()
                        .query(query.get(), row -> new Counted(row.getInt(1), row.getInt(2)))
                        .getFirst();
        boolean there = counted.there() > 0;
        return switch (change.action()) {
            case CREATE -> there ? Answer.DONE : Answer.NOT_DONE;
            case DROP -> {
                if (there) {
                    yield Answer.NOT_DONE;
                }
                yield counted.tables() > 0 ? Answer.DONE : Answer.UNKNOWN;
            }
        };
    }

    private record Counted(int tables, int there) {}
}
