package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchStatus.State;
import java.util.Optional;

/** What gets a migration with batches on, by who runs them; told in one sentence everywhere. */
enum NextStep {
    /** It counts as applied, and its batches are run in the background. */
    IN_BACKGROUND,
    /** They are run in the background once up has begun them. */
    TO_BEGIN,
    /** up itself runs them. */
    IN_UP;

    /**
     * What is to be done about one in that state; empty where it is done.
     *
     * @param version what it is called
     */
    Optional<String> of(State state, String version) {
        String run = "\"batch run %s\"".formatted(version);
        String again = this == IN_UP ? "up again" : run;
        return switch (state) {
            case DONE -> Optional.empty();
            case RUNNING -> Optional.of("Somebody runs it: wait until it is done.");
            case PENDING -> Optional.of("Run %s.".formatted(first(run)));
            case PAUSED ->
                    Optional.of(
                            "Lift that with \"batch resume %s\" and run %s."
                                    .formatted(version, again));
            case FAILED -> Optional.of("Mend that and run %s: it goes on there.".formatted(again));
            case CANCELLED ->
                    Optional.of(
                            "Begin it anew with \"batch run %s --restart\"%s."
                                    .formatted(version, this == IN_UP ? " and run up again" : ""));
        };
    }

    private String first(String run) {
        return switch (this) {
            case IN_BACKGROUND -> run;
            case TO_BEGIN -> "up, and then " + run;
            case IN_UP -> "up";
        };
    }
}
