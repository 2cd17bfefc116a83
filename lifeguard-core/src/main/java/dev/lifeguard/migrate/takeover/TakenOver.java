package dev.lifeguard.migrate.takeover;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another tool's table says of the migrations that are there.
 *
 * <p>What is not among those applied stays pending: a file that the tool did not apply, a
 * repeatable one that was edited since, one that the tool took back.
 *
 * @param applied in the order in which the tool applied them, which is the one that {@code down}
 *     goes back; each migration once
 * @param problems what does not fit together, each with its next step: where there is one, nothing
 *     is taken over. Among them are an applied migration whose file was edited ({@code
 *     CHECKSUM_MISMATCH}) or is gone ({@code MISSING_MIGRATION}) and one that failed or is left in
 *     the middle ({@code PARTIALLY_APPLIED})
 * @param remarks what is worth a look and hinders nothing, each a sentence
 */
public record TakenOver(List<Applied> applied, List<ErrorDetail> problems, List<String> remarks) {

    /** Copies the lists. */
    public TakenOver {
        applied = List.copyOf(applied);
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    /**
     * A migration that the tool applied, and that is there as it was then, as far as the tool can
     * tell.
     *
     * @param migration one of those that are known
     * @param at when; null where the tool does not say, and then it is the time of the import
     * @param took what it took; null where the tool does not say
     * @param by who applied it; null where the tool does not say
     */
    public record Applied(
            Known migration, @Nullable Instant at, @Nullable Duration took, @Nullable String by) {

        /** One of which nothing but that is known. */
        public static Applied of(Known migration) {
            return new Applied(migration, null, null, null);
        }

        /** The same, applied then. */
        public Applied at(@Nullable Instant moment) {
            return new Applied(migration, moment, took, by);
        }

        /** The same, which took so long. */
        public Applied taking(@Nullable Duration time) {
            return new Applied(migration, at, time, by);
        }

        /** The same, applied by somebody. */
        public Applied by(@Nullable String user) {
            return new Applied(migration, at, took, user);
        }
    }
}
