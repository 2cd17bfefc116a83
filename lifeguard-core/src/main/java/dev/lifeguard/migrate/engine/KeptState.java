package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.Undone;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.source.Direction;
import java.util.Locale;

/** Says what of a run was kept, where it stopped. */
final class KeptState {

    /** Of a rollback on a database that has such tables. */
    static final String PLAIN_TABLES =
            "Tables without transactions (MyISAM, Aria, MEMORY) keep what was written to them:"
                    + " take that back by hand.";

    private final int together;
    private final String earlier;
    private final Undone undone;

    /** With the number of migrations that the run finished before this one. */
    KeptState(PlanStep step, int before) {
        this(Group.alone(step), before);
    }

    /** With the number of those that it finished before the transaction that this one is in. */
    KeptState(Group group, int before) {
        this(group.index(), earlier(group, before), Undone.ALL);
    }

    private KeptState(int together, String earlier, Undone undone) {
        this.together = together;
        this.earlier = earlier;
        this.undone = undone;
    }

    /** The same behind a rollback that took back no more than that. */
    KeptState behind(Undone rollback) {
        return new KeptState(together, earlier, rollback);
    }

    /** What the failure is called. */
    ErrorKind kind() {
        return undone == Undone.ALL ? ErrorKind.SCRIPT_FAILED : ErrorKind.PARTIALLY_APPLIED;
    }

    /** With a sentence about those that were to be finished before this one. */
    static KeptState saying(String earlier) {
        return new KeptState(0, earlier, Undone.ALL);
    }

    String rolledBack() {
        String stand =
                switch (undone) {
                    case ALL -> "";
                    case BUT_PLAIN_TABLES -> "Not everything was rolled back. " + PLAIN_TABLES;
                    case SINCE_A_COMMIT ->
                            "What of it was kept is not known: something in it committed, and only"
                                + " what came after that was rolled back. Look at the database, and"
                                + " take back what is left of it.";
                    case UNKNOWN ->
                            "What of it was kept is not known, since nothing tells whether"
                                + " something in it committed. Look at the database, and take back"
                                + " what is left of it.";
                };
        if (!stand.isEmpty()) {
            return earlier.isEmpty() ? stand : stand + " " + earlier;
        }
        return wholeRolledBack();
    }

    private String wholeRolledBack() {
        String others =
                switch (together) {
                    case 0 -> "";
                    case 1 -> ", with the migration before it in the same transaction";
                    default ->
                            ", with the %s migrations before it in the same transaction"
                                    .formatted(together);
                };
        if (earlier.isEmpty()) {
            return "Nothing was changed: the transaction was rolled back" + others + ".";
        }
        return "Nothing of it was kept: the transaction was rolled back%s. %s"
                .formatted(others, earlier);
    }

    /** A sentence, or nothing when this was the first one. */
    String earlier() {
        return earlier;
    }

    private static String earlier(Group group, int before) {
        String place = group.index() == 0 ? "before it" : "before that transaction";
        return earlier(group.step().direction(), before, place);
    }

    /** The same of a number of migrations and where they are. */
    static String earlier(Direction direction, int before, String place) {
        return switch (before) {
            case 0 -> "";
            case 1 -> "The migration %s stays %s.".formatted(place, done(direction));
            default -> "The %s migrations %s stay %s.".formatted(before, place, done(direction));
        };
    }

    /** What a migration is when it has gone that way. */
    static String done(Direction direction) {
        return switch (direction) {
            case UP -> "applied";
            case DOWN -> "rolled back";
        };
    }

    static String inSentence(String label) {
        return label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
    }

    /** With a capital letter; nothing stays nothing. */
    static String sentence(String clause) {
        return clause.isEmpty()
                ? clause
                : clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
    }
}
