package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Something that does not fit together between the migrations and the history. */
public sealed interface PlanProblem extends Problem
        permits PlanProblem.Unusable,
                PlanProblem.Edited,
                PlanProblem.Missing,
                PlanProblem.OtherLayout,
                PlanProblem.NoWayBack,
                PlanProblem.OlderThanApplied,
                PlanProblem.Irreversible,
                PlanProblem.PartWay,
                PlanProblem.Forbidden,
                SquashProblem {

    /** A file that is no usable migration: misnamed, a duplicate, or unreadable as a script. */
    record Unusable(ErrorDetail detail) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            Long version = detail.version();
            return version == null
                    ? Optional.empty()
                    : Optional.of(new MigrationVersion(version, detail.label()));
        }
    }

    /** An applied migration whose file was edited. */
    record Edited(Script script, HistoryRow applied) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(applied.version());
        }

        @Override
        public ErrorDetail detail() {
            return applied.name().equals(script.name()) ? edited() : another();
        }

        private ErrorDetail another() {
            return of(
                    ErrorKind.CHECKSUM_MISMATCH,
                    script,
                    ("The file \"%s\" is another migration with the same version as the applied"
                                    + " migration %s: its name differs, and its checksum %s, where"
                                    + " the history has %s. Give it a newer version, and restore"
                                    + " the file of the applied one. If it is that one, renamed and"
                                    + " edited on purpose, accept it: %s")
                            .formatted(
                                    script.fileName(),
                                    applied.label(),
                                    script.checksum(),
                                    applied.checksum(),
                                    Remedy.ACCEPT_CHECKSUM.of(
                                            applied.version().number(),
                                            applied.version().label())));
        }

        private ErrorDetail edited() {
            return of(
                    ErrorKind.CHECKSUM_MISMATCH,
                    script,
                    ("Migration %s was edited after it was applied: the file \"%s\" has the"
                                    + " checksum %s, the history has %s. Restore the file as it"
                                    + " was and put the change into a new migration, or accept it:"
                                    + " %s")
                            .formatted(
                                    script.label(),
                                    script.fileName(),
                                    script.checksum(),
                                    applied.checksum(),
                                    Remedy.ACCEPT_CHECKSUM.of(
                                            applied.version().number(),
                                            applied.version().label())));
        }
    }

    /** An applied migration that no source holds although a newer one is there. */
    record Missing(HistoryRow applied) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(applied.version());
        }

        @Override
        public ErrorDetail detail() {
            return of(
                    ErrorKind.MISSING_MIGRATION,
                    applied,
                    ("Migration %s is applied, but its file is missing although newer ones are"
                                    + " there. Restore the file.")
                            .formatted(applied.label()));
        }
    }

    /**
     * Rows whose versions are of another kind of layout than the files'.
     *
     * @param rows at least one, and all of one kind
     */
    record OtherLayout(List<HistoryRow> rows) implements PlanProblem {

        /** Copies the list. */
        public OtherLayout {
            rows = List.copyOf(rows);
        }

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(first().version());
        }

        @Override
        public ErrorDetail detail() {
            String why =
                    first().version().label() == null
                            ? "has the version of a converted file, and the files here are another"
                                    + " tool's. They do not fit this database any more: what it"
                                    + " holds would be applied again. Go on with the files that"
                                    + " convert wrote."
                            : "has the version of another tool's file, and no file here is known to"
                                    + " be converted from that. Go on with that tool's files, or"
                                    + " with all that convert wrote, also lifeguard-converted.tsv.";
            return of(
                    ErrorKind.MISSING_MIGRATION,
                    first(),
                    "Migration %s is applied%s. It %s"
                            .formatted(
                                    first().label(),
                                    rows.size() == 1
                                            ? ""
                                            : ", the first of %s".formatted(rows.size()),
                                    why));
        }

        private HistoryRow first() {
            return rows.getFirst();
        }
    }

    /** An applied migration that shall be rolled back, with neither a file nor a recorded way. */
    record NoWayBack(HistoryRow applied) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(applied.version());
        }

        @Override
        public ErrorDetail detail() {
            if (applied.isBaseline()) {
                return of(
                        ErrorKind.MISSING_MIGRATION,
                        applied,
                        ("Migration %s cannot be rolled back: it stands for what the database held"
                                        + " before its history. Roll back less.")
                                .formatted(applied.label()));
            }
            String why =
                    applied.recordedScript()
                            .map(
                                    script ->
                                            Objects.requireNonNullElse(
                                                    script.doubt(),
                                                    "its row in the history was written by another"
                                                        + " tool, whose version or checksum is none"
                                                        + " of this one's"))
                            .orElse("the history holds no down script of it");
            return of(
                    ErrorKind.MISSING_MIGRATION,
                    applied,
                    "Migration %s cannot be rolled back: its file is missing, and %s. Restore the file."
                            .formatted(applied.label(), why));
        }
    }

    /** A pending migration that is older than the newest applied one. */
    record OlderThanApplied(Script script, HistoryRow newest) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(script.version());
        }

        @Override
        public ErrorDetail detail() {
            return of(
                    ErrorKind.OUT_OF_ORDER,
                    script,
                    ("Migration %s is pending, but older than the newest applied one, %s. Give it a"
                                    + " newer version, or apply it all the same:"
                                    + " %s")
                            .formatted(
                                    script.label(), newest.label(), Remedy.OUT_OF_ORDER.place()));
        }
    }

    /** A migration that shall be rolled back and has no way down. */
    record Irreversible(Script script, String reason) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(script.version());
        }

        @Override
        public ErrorDetail detail() {
            return of(
                    ErrorKind.IRREVERSIBLE,
                    script,
                    ("Migration %s cannot be rolled back: %s. Undo it with a new migration that"
                                    + " goes up, or restore a backup.")
                            .formatted(script.label(), reason));
        }
    }

    /** A migration that stopped part-way, with what to do about it. */
    record PartWay(HistoryRow record, String advice) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.of(record.version());
        }

        @Override
        public ErrorDetail detail() {
            return ofRow(
                    "Migration %s stopped part-way%s. %s"
                            .formatted(
                                    record.label(),
                                    record.partial().map(PartWay::extent).orElse(""),
                                    advice));
        }

        /** A repeatable one has no version by which it could be known. */
        private ErrorDetail ofRow(String message) {
            ErrorDetail detail = of(ErrorKind.PARTIALLY_APPLIED, record, message);
            return record.repeatable() ? detail.withFile(record.label() + ".sql") : detail;
        }

        private static String extent(MigrationRecord.Progress progress) {
            String left =
                    progress.left().isEmpty()
                            ? ""
                            : ". It left " + String.join(", and ", progress.left());
            int done = progress.statementsDone();
            return " on its way %s: %s of its statements %s done%s"
                    .formatted(
                            progress.direction().word(),
                            done == 0 ? "none" : done,
                            done < 2 ? "is" : "are",
                            left);
        }
    }

    /** A plan that a check of the user's forbids. */
    record Forbidden(Finding finding) implements PlanProblem {

        @Override
        public Optional<MigrationVersion> version() {
            return Optional.empty();
        }

        @Override
        public ErrorDetail detail() {
            Place place = finding.place().orElse(null);
            return new ErrorDetail(
                    ErrorKind.INVALID_SCRIPT,
                    finding.toString(),
                    null,
                    place == null ? null : place.file(),
                    place == null ? null : place.line(),
                    place == null ? null : place.column(),
                    null);
        }
    }

    private static ErrorDetail of(ErrorKind kind, Script script, String message) {
        return script.version().of(ErrorDetail.of(kind, message).withFile(script.fileName()));
    }

    private static ErrorDetail of(ErrorKind kind, HistoryRow record, String message) {
        return record.version().of(ErrorDetail.of(kind, message));
    }
}
