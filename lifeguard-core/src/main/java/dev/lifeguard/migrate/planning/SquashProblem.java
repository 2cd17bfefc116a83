package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Squashed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A history that does not fit the migrations that were squashed into a baseline. */
public sealed interface SquashProblem extends PlanProblem {

    /**
     * Migrations that a database lacks, and whose files a baseline replaced.
     *
     * @param missing at least one, oldest first
     */
    record BehindBaseline(Squashed squashed, List<Squashed.Member> missing)
            implements SquashProblem {

        private static final int MOST_NAMED = 10;

        /** Copies the list. */
        public BehindBaseline {
            missing = List.copyOf(missing);
        }

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(missing.getFirst().version());
        }

        @Override
        public ErrorDetail detail() {
            String baseline = squashed.baseline().fileName();
            String more =
                    missing.size() > MOST_NAMED
                            ? " and %s more".formatted(missing.size() - MOST_NAMED)
                            : "";
            String named =
                    missing.stream()
                            .limit(MOST_NAMED)
                            .map(Squashed.Member::label)
                            .collect(Collectors.joining(", "));
            return missing.getFirst()
                    .version()
                    .of(
                            ErrorDetail.of(
                                            ErrorKind.MISSING_MIGRATION,
                                            ("The database lacks %s of the %s migrations that were"
                                                 + " squashed into \"%s\": %s%s. The baseline is"
                                                 + " for a database that has none of them. Apply"
                                                 + " them first, with the files as they were"
                                                 + " before: check out the parent of the commit"
                                                 + " that git log --diff-filter=A -- \"*%s\" names,"
                                                 + " and run up --target %s there.")
                                                    .formatted(
                                                            missing.size(),
                                                            squashed.members().size(),
                                                            baseline,
                                                            named,
                                                            more,
                                                            baseline,
                                                            missing.getLast().version()))
                                    .withFile(baseline));
        }
    }

    /** An applied migration that was another one than the one that was squashed. */
    record SquashedOther(Squashed squashed, Squashed.Member member, HistoryRow applied)
            implements SquashProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(applied.version());
        }

        @Override
        public ErrorDetail detail() {
            return applied.version()
                    .of(
                            ErrorDetail.of(
                                            ErrorKind.CHECKSUM_MISMATCH,
                                            ("Migration %s is applied with the checksum %s, and the"
                                                 + " file that was squashed into \"%s\" had %s: it"
                                                 + " was edited in between. See what validate says"
                                                 + " with the files as they were before the"
                                                 + " squash.")
                                                    .formatted(
                                                            applied.label(),
                                                            applied.checksum(),
                                                            squashed.baseline().fileName(),
                                                            member.checksum()))
                                    .withFile(squashed.baseline().fileName()));
        }
    }

    /** Batches of a migration that are not over, and whose statement a baseline replaced. */
    record UnfinishedBatches(Squashed squashed, Squashed.Member member, State state)
            implements SquashProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(member.version());
        }

        @Override
        public ErrorDetail detail() {
            String baseline = squashed.baseline().fileName();
            return member.version()
                    .of(
                            ErrorDetail.of(
                                            ErrorKind.MISSING_MIGRATION,
                                            ("The batches of %s are %s, and its file was squashed"
                                                 + " into \"%s\", so what they run is not here."
                                                 + " Finish them with the files as they were"
                                                 + " before: check out the parent of the commit"
                                                 + " that git log --diff-filter=A -- \"*%s\" names,"
                                                 + " and run %s\"batch run\" there. Or give them"
                                                 + " up: \"batch cancel %s\".")
                                                    .formatted(
                                                            member.label(),
                                                            state,
                                                            baseline,
                                                            baseline,
                                                            state == State.PAUSED
                                                                    ? "\"batch resume %s\" and "
                                                                            .formatted(
                                                                                    member
                                                                                            .version())
                                                                    : "",
                                                            member.version()))
                                    .withFile(baseline));
        }
    }
}
