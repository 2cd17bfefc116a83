package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.run.RunContext.Before;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.Undone;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Words what of a migration and of those before it stays in the database where a run stopped, and
 * where the next one goes on: an {@link Outcome} and its words must not differ. What only the
 * history knows of a COMMIT is worded by {@link CommitFailure} and {@link OpenCommits}.
 */
public final class KeptState {

    private final PlannedStep step;
    private final int together;
    private final String earlier;
    private final Undone undone;

    /** With the number of those that it finished before the transaction that this one is in. */
    public static KeptState in(RunContext context, Group group, int before) {
        return new KeptState(
                group.step(), group.index(), Earlier.of(context, group, before), Undone.ALL);
    }

    private KeptState(PlannedStep step, int together, String earlier, Undone undone) {
        this.step = step;
        this.together = together;
        this.earlier = earlier;
        this.undone = undone;
    }

    /** With a sentence about those that were to be finished before this one. */
    public static KeptState saying(PlannedStep step, String earlier) {
        return new KeptState(step, 0, earlier, Undone.ALL);
    }

    /** The same behind a rollback that took back no more than that. */
    public KeptState behind(Undone rollback) {
        return new KeptState(step, together, earlier, rollback);
    }

    /** The migration, or the hook that had a transaction of its own. */
    PlannedStep step() {
        return step;
    }

    /** The hook that had a transaction of its own; empty of a migration. */
    Optional<HookAdvice> ofHook(RunContext context) {
        return step.hook().map(moment -> new HookAdvice(context, step));
    }

    /** What the failure of a whole transaction is called. */
    public ErrorKind kind() {
        return undone == Undone.ALL ? ErrorKind.SCRIPT_FAILED : ErrorKind.PARTIALLY_APPLIED;
    }

    /** What came of a migration whose whole transaction was rolled back. */
    public Outcome.Failed outcome(LifeguardException why) {
        return switch (undone) {
            case ALL -> new Outcome.RolledBack(step, why);
            case BUT_PLAIN_TABLES -> new Outcome.PartWay(step, why, 0);
            case SINCE_A_COMMIT, UNKNOWN -> new Outcome.InDoubt(step, why);
        };
    }

    /** A whole transaction was rolled back. */
    String rolledBack() {
        String some =
                switch (undone) {
                    case ALL -> "";
                    case BUT_PLAIN_TABLES -> PlainTables.NOT_ALL_ROLLED_BACK;
                    case SINCE_A_COMMIT ->
                            "What of it was kept is not known: something in it committed or rolled"
                                + " back, and only what came after that was rolled back. Look at"
                                + " the database, and take back what is left of it.";
                    case UNKNOWN ->
                            "What of it was kept is not known, since nothing tells whether"
                                + " something in it committed. Look at the database, and take back"
                                + " what is left of it.";
                };
        if (!some.isEmpty()) {
            return earlier.isEmpty() ? some : some + " " + earlier;
        }
        return wholeRolledBack();
    }

    private String wholeRolledBack() {
        if (earlier.isEmpty()) {
            return "Nothing was changed: the transaction was rolled back" + others() + ".";
        }
        return "Nothing of it was kept: the transaction was rolled back%s. %s"
                .formatted(others(), earlier);
    }

    /**
     * The session is gone on a database with tables that no rollback takes back, and nobody could
     * be asked whether something was written to such a one.
     */
    String rolledBackUnasked() {
        if (undone != Undone.ALL) {
            return rolledBack();
        }
        String unknown =
                "The transaction was rolled back%s. %s".formatted(others(), PlainTables.UNASKED);
        return earlier.isEmpty() ? unknown : unknown + " " + earlier;
    }

    private String others() {
        return switch (together) {
            case 0 -> "";
            case 1 -> ", with the migration before it in the same transaction";
            default ->
                    ", with the %s migrations before it in the same transaction"
                            .formatted(together);
        };
    }

    /** A sentence about those before it, or nothing when this was the first one. */
    public String earlier() {
        return earlier;
    }

    /** Whether nothing of a migration stays that runs statement by statement. */
    public boolean isNothing(int done) {
        return done == 0 && step.resumed() == null && undone == Undone.ALL;
    }

    /** What ran before: migrations, those of its transaction too, or statements of this one. */
    public Before ranBefore(int done) {
        boolean first = done == 0 && step.resumed() == null && together == 0 && earlier.isEmpty();
        return first ? Before.NOTHING : Before.MIGRATIONS;
    }

    /** What its failure is called, at a statement of which nothing stays. */
    public ErrorKind kind(int done) {
        return isNothing(done) ? ErrorKind.SCRIPT_FAILED : ErrorKind.PARTIALLY_APPLIED;
    }

    /**
     * Nothing of it stays.
     *
     * @param why behind a colon, or empty
     * @param advice for the beginning of a sentence, without a full stop
     */
    public String nothing(String why, String advice) {
        return "%s%s. %s%s."
                .formatted(
                        earlier.isEmpty() ? "Nothing was changed" : "Nothing of it was kept",
                        why.isEmpty() ? "" : ": " + why,
                        Wording.spaced(earlier),
                        advice);
    }

    /** So many of its statements stay, and nothing of the failed one that a rollback takes back. */
    public String statements(int done, String advice) {
        return statements(done, plainTables(), advice);
    }

    /**
     * The same with what stays of the failed one.
     *
     * @param left sentences, each with a space behind it
     */
    public String statements(int done, String left, String advice) {
        return "It runs statement by statement: %s %s%s%s: it %s."
                .formatted(
                        doneOrNone(done),
                        left,
                        Wording.spaced(earlier),
                        advice,
                        goesOnAt(done + 1));
    }

    /** A repeatable one begins again whatever is done, since all of it may run again. */
    private String goesOnAt(int next) {
        return step.repeatable()
                ? "begins again at its first statement"
                : "goes on at statement %s".formatted(next);
    }

    /** The same where the run was told to stop. */
    public String stopped(int done, String left) {
        return statements(done, left, "Run %s again".formatted(word()));
    }

    /** A statement failed in a transaction of its own, which was rolled back. */
    public String statementRolledBack(int done, String advice) {
        return isNothing(done)
                ? nothing("its first statement failed", advice)
                : statements(done, advice);
    }

    /** A block of the script's own was rolled back, which begins in that line. */
    public String blockRolledBack(int line, int done, String advice) {
        String block = "block in line %s was rolled back".formatted(line);
        if (isNothing(done)) {
            return nothing("the " + block + " as a whole", advice);
        }
        String how = undone == Undone.ALL ? " as a whole." : ". " + PlainTables.STAY;
        return "The %s%s %s".formatted(block, how, statements(done, advice));
    }

    private String plainTables() {
        return undone == Undone.ALL ? "" : PlainTables.STAY + " ";
    }

    /** Whether the failed statement took effect is not known. */
    public String open(int done, SqlStatement failed) {
        if (step.repeatable()) {
            String may = plainTables() + "The failed one may have committed something. ";
            return statements(done, may, "Run %s again".formatted(word()));
        }
        return ("It runs statement by statement: %s The failed one may have committed something. %s"
                        + "Look at the database, then say which: %s if statement %s took effect,"
                        + " or %s if it did not; then run %s again.")
                .formatted(
                        doneOrNone(done),
                        Wording.spaced(earlier),
                        Remedy.STATEMENT_DONE.of(step.version().number(), step.version().label()),
                        failed.number(),
                        Remedy.STATEMENT_UNDONE.of(step.version().number(), step.version().label()),
                        word());
    }

    /** The failed statement left something that the next run removes. */
    public String remnants(int done, String remnants) {
        return ("It runs statement by statement: %s The failed one left %s. %sMend the cause and"
                        + " run %s again.")
                .formatted(doneOrNone(done), remnants, Wording.spaced(earlier), word());
    }

    /** What is done is not known here: the answer of the last statement may have been lost. */
    public String goesOn() {
        return goesOn("Run %s again".formatted(word()));
    }

    /**
     * The same with the connection.
     *
     * @param advice for the beginning of a sentence, without a full stop
     */
    public String goesOn(String advice) {
        return "It runs statement by statement, and the history holds what is done. %s: it %s."
                .formatted(
                        advice,
                        step.repeatable()
                                ? "begins again at its first statement"
                                : "goes on from there");
    }

    private String doneOrNone(int done) {
        int earlierRun = step.repeatable() ? step.doneEarlier() : 0;
        if (done > 0 && earlierRun <= done) {
            return statementsDone(done);
        }
        if (earlierRun == 0) {
            return "none of its statements is done.";
        }
        String which = earlierRun == 1 ? "the one" : "the " + earlierRun;
        String stay = earlierRun == 1 ? "stays" : "stay";
        return done == 0
                ? "this run did none of its statements; %s that an earlier run did %s."
                        .formatted(which, stay)
                : "%s %s that an earlier run did %s, too."
                        .formatted(statementsDone(done), Wording.sentence(which), stay);
    }

    /** So many statements are done, for the end of a sentence; empty for none. */
    public String statementsDone(int done) {
        OptionalInt total = step.statementCount();
        String of = total.isPresent() ? " of %s".formatted(total.getAsInt()) : "";
        return switch (done) {
            case 0 -> "";
            case 1 -> "statement 1%s is done and stays.".formatted(of);
            default -> "statements 1 to %s%s are done and stay.".formatted(done, of);
        };
    }

    private String word() {
        return step.direction().word();
    }
}
