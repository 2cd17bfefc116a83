package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history: a migration that the database holds, in whole or in part.
 *
 * @param version its version, of any number: another writer's row may hold anything
 * @param name the migration's name
 * @param checksum as it was when the migration was applied
 * @param appliedAt on the database's clock
 * @param executionTime null when the writer did not measure it
 * @param progress how far a part-way migration got, or null for one that is applied whole
 * @param downScript what rolls it back when its file is not there, or null when it was not loaded
 *     or there is none
 * @param order its place among those applied; where versions are ordered by their numbers it is the
 *     version itself for one that came after all older ones, or that has no order of its own
 */
public record HistoryRow(
        MigrationVersion version,
        String name,
        String checksum,
        Instant appliedAt,
        @Nullable Duration executionTime,
        @Nullable Progress progress,
        @Nullable DownScript downScript,
        long order)
        implements MigrationRecord {

    /** The name of a row that stands for all migrations up to its version. */
    public static final String BASELINE = SqlScript.BASELINE;

    private static final int MOST_WRITERS = 3;

    @Override
    public boolean success() {
        return progress == null;
    }

    @Override
    public boolean isBaseline() {
        return name.equals(BASELINE)
                && checksum.equals(Checksum.ofBaseline(version.number()).hex());
    }

    @Override
    public Optional<MigrationRecord.Progress> partial() {
        return Optional.ofNullable(progress);
    }

    /** As equals(), which takes the JVM 5 ms to make. */
    boolean isSameAs(HistoryRow other) {
        return version.equals(other.version)
                && Objects.equals(version.label(), other.version.label())
                && name.equals(other.name)
                && checksum.equals(other.checksum)
                && order == other.order
                && appliedAt.equals(other.appliedAt)
                && Objects.equals(executionTime, other.executionTime)
                && Objects.equals(progress, other.progress)
                && Objects.equals(downScript, other.downScript);
    }

    @Override
    public String label() {
        return version.label(name);
    }

    /**
     * What rolls a migration back when its file is not there, as the history has it.
     *
     * @param text its statements
     * @param doubt why it may be somebody else's, so that it is not run, for the middle of a
     *     sentence; null where nothing speaks against it
     */
    public record DownScript(String text, @Nullable String doubt) {

        /**
         * A script as it was read.
         *
         * @param checksum what was written with it, or null
         */
        public static DownScript read(long version, String text, @Nullable String checksum) {
            if (checksum == null) {
                return new DownScript(
                        text,
                        "the down script in the history has no checksum: another program wrote it,"
                                + " or an older version of this one");
            }
            boolean same = Checksum.ofDownScript(version, text).hex().equals(checksum);
            return new DownScript(
                    text,
                    same
                            ? null
                            : "the down script in the history does not have the checksum that was"
                                    + " written with it: somebody changed it");
        }

        /** The same script, which may be one of these roles'. */
        public DownScript doubtedFor(List<String> writers) {
            String who =
                    writers.stream()
                            .map(role -> "\"" + role + "\"")
                            .limit(MOST_WRITERS)
                            .collect(Collectors.joining(", "));
            return new DownScript(
                    text,
                    "the down script in the history is not run, since others may write there: %s%s"
                            .formatted(who, writers.size() > MOST_WRITERS ? ", …" : ""));
        }
    }

    /** What rolls it back when its file is not there; empty when there is nothing. */
    public Optional<DownScript> recordedScript() {
        return Optional.ofNullable(downScript);
    }

    /** The same row with another down script. */
    public HistoryRow with(DownScript other) {
        return new HistoryRow(
                version, name, checksum, appliedAt, executionTime, progress, other, order);
    }

    /**
     * How far a part-way migration got.
     *
     * @param direction which way it ran
     * @param statementsDone how many of its statements took effect, from the first
     * @param statementStarted the number from 1 of a statement whose effect is not known, or null
     * @param doneChecksum of the text of the statements that are done, or null when the writer left
     *     it out
     * @param left what its last statement left in the middle, as an INVALID index, each with the
     *     statement that ends it
     */
    public record Progress(
            Direction direction,
            int statementsDone,
            @Nullable Integer statementStarted,
            @Nullable String doneChecksum,
            List<String> left)
            implements MigrationRecord.Progress {

        /** Copies the list. */
        public Progress {
            left = List.copyOf(left);
        }
    }

    /** The same with what its last statement left in the middle. */
    public HistoryRow leaving(List<String> left) {
        return progress == null
                ? this
                : new HistoryRow(
                        version,
                        name,
                        checksum,
                        appliedAt,
                        executionTime,
                        new Progress(
                                progress.direction(),
                                progress.statementsDone(),
                                progress.statementStarted(),
                                progress.doneChecksum(),
                                left),
                        downScript,
                        order);
    }
}
