package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.state.HeldLock;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says who took the lock's row away that a migration did not find behind its script.
 *
 * <p>Where a rollback brings the row back, it was the script: what another session does to it is
 * there behind the rollback, too. Where it does not, nobody can say.
 */
public final class LockRowGone {

    private final RunContext context;
    private final PlannedStep step;

    /** Of a migration whose open work is rolled back. */
    public LockRowGone(RunContext context, PlannedStep step) {
        this.context = context;
        this.step = step;
    }

    /**
     * What the run ends with.
     *
     * @param stays what is kept, and what to do, as sentences
     * @param cause the failure that told it, or null
     */
    public LeaseLostException told(String stays, @Nullable Throwable cause) {
        Optional<Position> place = onlyMention();
        if (context.guard().isThereAgain()) {
            return lost(
                    ErrorDetail.message(
                            ("%s took the lock's row away itself%s: behind the rollback the row"
                                 + " with version -1 of the state table \"%s\" is there again.")
                                    .formatted(step.title(), at(place), context.place()),
                            stays),
                    place,
                    cause);
        }
        LeaseLostException unknown =
                cause instanceof LeaseLostException told
                        ? told
                        : new LeaseLostException(HeldLock.lost(null).detail(), cause);
        return place.isEmpty()
                ? unknown
                : lost(
                        ("%s Whether %s took the row away, which names the state table%s,"
                                        + " is not known.")
                                .formatted(
                                        unknown.detail().message(),
                                        Wording.inSentence(step.title()),
                                        at(place)),
                        place,
                        cause);
    }

    private String at(Optional<Position> place) {
        return place.map(it -> " at %s:%s:%s".formatted(step.fileName(), it.line(), it.column()))
                .orElse(" in " + step.fileName());
    }

    private LeaseLostException lost(
            String message, Optional<Position> place, @Nullable Throwable cause) {
        return new LeaseLostException(
                new ErrorDetail(
                        ErrorKind.LEASE_LOST,
                        message,
                        step.version().number(),
                        step.fileName(),
                        place.map(Position::line).orElse(null),
                        place.map(Position::column).orElse(null),
                        null,
                        step.version().label()),
                cause);
    }

    /** The statement that names the state table, where there is one and no other. */
    private Optional<Position> onlyMention() {
        Optional<Section> section = step.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        try (StatementReader statements = section.get().open()) {
            Optional<Position> found = Optional.empty();
            Optional<SqlStatement> next = statements.next();
            while (next.isPresent()) {
                if (next.get().mentions(context.table().table())) {
                    if (found.isPresent()) {
                        return Optional.empty();
                    }
                    found = Optional.of(next.get().start());
                }
                next = statements.next();
            }
            return found;
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
