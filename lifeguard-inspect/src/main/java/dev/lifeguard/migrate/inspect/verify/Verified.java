package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a migration on a scratch database.
 *
 * @param version of a repeatable one, which has none, what stands for it
 * @param file its file, relative to its source
 * @param afterDown how the schema behind its way down (actual) differs from the one before it
 *     (expected)
 * @param afterUp how the schema behind its second way up (actual) differs from that behind the
 *     first one (expected)
 * @param failures runs that failed, of which some are no fault of the migration
 * @param unseeded tables without rows
 */
public record Verified(
        MigrationVersion version,
        String name,
        String file,
        Down down,
        UpAgain upAgain,
        List<Difference> afterDown,
        List<Difference> afterUp,
        List<StepFailure> failures,
        List<Unseeded> unseeded) {

    /** Copies the lists. */
    public Verified {
        afterDown = List.copyOf(afterDown);
        afterUp = List.copyOf(afterUp);
        failures = List.copyOf(failures);
        unseeded = List.copyOf(unseeded);
    }

    /** What its way down does. */
    public enum Down {
        /** The schema is as it was before. */
        RESTORES,
        /** It is not, or the way down fails. */
        DIFFERS,
        /** There is none. */
        IRREVERSIBLE
    }

    /** What its second way up does. */
    public enum UpAgain {
        /** It makes what the first one made. */
        SAME,
        /** It does not, or it fails. */
        DIFFERS,
        /** It could not be tried, since the way down fails. */
        NOT_TRIED
    }

    /** Version and name as messages show them; of a repeatable one {@code r_} and the name. */
    public String label() {
        return version.label(name);
    }

    /** Whether something is wrong with it. */
    public boolean differs() {
        return down == Down.DIFFERS || upAgain == UpAgain.DIFFERS;
    }

    /** All differences, those behind the way down first. */
    public List<Difference> differences() {
        return Stream.concat(afterDown.stream(), afterUp.stream()).toList();
    }
}
