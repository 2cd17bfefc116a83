package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.planning.AppliedOrder;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.state.TakenRows;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an import would write: it follows from the files, from this library's history and from what
 * the other tool's table says. It touches no database.
 */
public final class ImportDraft {

    /** What speaks against it that no later step heals. */
    private static final Set<ErrorKind> CONTRADICTIONS =
            Set.of(
                    ErrorKind.CHECKSUM_MISMATCH,
                    ErrorKind.PARTIALLY_APPLIED,
                    ErrorKind.MISSING_MIGRATION,
                    ErrorKind.INVALID_NAME,
                    ErrorKind.DUPLICATE_VERSION);

    private final ForeignHistory tool;
    private final History history;
    private final TakenRows taken;
    private final TakenOver found;
    private final Optional<ErrorDetail> nothingToCompare;
    private final List<ErrorDetail> converted;
    private final List<String> takenBackHere = new ArrayList<>();
    private final List<NewRow> rows;
    private final History after;
    private final MigrationStatus status;

    /**
     * Of what was found.
     *
     * @param planner reads what is left pending
     * @param history as it is
     * @param taken its rows that were taken over before
     */
    ImportDraft(
            ForeignHistory tool,
            Planner planner,
            MigrationCatalog catalog,
            History history,
            TakenRows taken,
            TakenOver found) {
        this.tool = tool;
        this.history = history;
        this.taken = taken;
        this.found = found;
        this.nothingToCompare = nothingToCompare(catalog);
        this.converted = converted(catalog);
        this.rows = rows(catalog);
        this.after = after();
        this.status = planner.look(catalog, after).status();
    }

    /**
     * A row that is to be written.
     *
     * @param record as it will be read; its time is only then right where the tool tells one
     */
    record NewRow(Script script, Applied applied, HistoryRow record) {}

    /** The rows, in the order in which the tool applied them. */
    List<NewRow> rows() {
        return rows;
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What it would write, in the order in which the tool applied it. */
    public List<Applied> applied() {
        return rows.stream().map(NewRow::applied).toList();
    }

    /** What is pending when it is written. */
    public List<PendingMigration> pending() {
        return status.pending();
    }

    /** What is worth a look. */
    public List<String> remarks() {
        if (takenBackHere.isEmpty()) {
            return found.remarks();
        }
        List<String> remarks = new ArrayList<>(found.remarks());
        remarks.add(
                "Not taken over again, as they were rolled back here after an import: %s. They are pending."
                        .formatted(String.join(", ", takenBackHere)));
        return remarks;
    }

    /** The number of the row that will tell what this import took over. */
    long receipt() {
        return taken.nextReceipt();
    }

    /** The digest of the history as the import leaves it. */
    String digest() {
        Set<Long> versions = new HashSet<>(taken.byVersion().keySet());
        rows.forEach(row -> versions.add(row.record().version().number()));
        return HistoryDigest.of(after, versions);
    }

    /**
     * Refuses what does not fit together.
     *
     * @throws ValidationException with all problems
     */
    public void requireValid() {
        if (nothingToCompare.isPresent() && !found.problems().isEmpty()) {
            throw new ValidationException(List.of(nothingToCompare.get()));
        }
        List<ErrorDetail> problems = new ArrayList<>(found.problems());
        problems.addAll(ofOtherTools());
        problems.addAll(converted);
        if (problems.isEmpty()) {
            problems.addAll(takenBack());
            status.problems().stream()
                    .map(problem -> problem.detail())
                    .filter(detail -> CONTRADICTIONS.contains(detail.kind()))
                    .forEach(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
    }

    private List<ErrorDetail> ofOtherTools() {
        return taken.byVersion().values().stream()
                .map(TakenRows.Origin::tool)
                .filter(other -> !other.equals(tool.id()))
                .distinct()
                .sorted()
                .map(
                        other ->
                                ErrorDetail.of(
                                        ErrorKind.MISSING_MIGRATION,
                                        ("The history holds what was taken over from %s, whose"
                                             + " migrations are others than those of %s. Take that"
                                             + " back first, %s, or keep this history in another"
                                             + " table: %s.")
                                                .formatted(
                                                        other,
                                                        tool.tool(),
                                                        Remedy.UNDO_IMPORT.of(other),
                                                        Remedy.ANOTHER_TABLE.place())))
                .toList();
    }

    /** Where no file is there at all, it is the directory that is another one. */
    private Optional<ErrorDetail> nothingToCompare(MigrationCatalog catalog) {
        return catalog.scriptsAndBaselines().isEmpty() && catalog.repeatables().isEmpty()
                ? Optional.of(
                        ErrorDetail.of(
                                ErrorKind.MISSING_MIGRATION,
                                ("The history of %s has migrations, and there is none in %s. Name"
                                                + " where its files are: %s.")
                                        .formatted(
                                                tool.tool(),
                                                String.join(", ", catalog.origins()),
                                                Remedy.DIRECTORY.place())))
                : Optional.empty();
    }

    /** Its versions are not those of the tool's files any more, so nothing can be compared. */
    private List<ErrorDetail> converted(MigrationCatalog catalog) {
        return taken
                .converted(catalog, history)
                .map(
                        row ->
                                row.version()
                                        .of(
                                                ErrorDetail.of(
                                                        ErrorKind.MISSING_MIGRATION,
                                                        ("Migration %s was taken over from %s, and"
                                                             + " its file was converted since: the"
                                                             + " history is that of the converted"
                                                             + " files, and nothing more can be"
                                                             + " taken over into it. Go on with"
                                                             + " this project's own.")
                                                                .formatted(
                                                                        row.label(), tool.tool()))))
                .stream()
                .toList();
    }

    /** What was taken over before, and the tool does not have any more. */
    private List<ErrorDetail> takenBack() {
        Set<Long> there = new HashSet<>();
        found.applied().forEach(each -> there.add(each.migration().version().number()));
        return history.records().stream()
                .filter(row -> taken.byVersion().containsKey(row.version().number()))
                .filter(row -> !there.contains(row.version().number()))
                .map(this::takenBack)
                .toList();
    }

    private ErrorDetail takenBack(HistoryRow row) {
        return row.version()
                .of(
                        ErrorDetail.of(
                                ErrorKind.MISSING_MIGRATION,
                                ("Migration %1$s was taken over from %2$s, whose history does not"
                                     + " have it any more: %2$s took it back since. Take the import"
                                     + " back, %3$s, and repeat it.")
                                        .formatted(
                                                row.label(),
                                                tool.tool(),
                                                Remedy.UNDO_IMPORT.of(tool.id()))));
    }

    private List<NewRow> rows(MigrationCatalog catalog) {
        Map<Long, Script> scripts = new HashMap<>();
        catalog.scriptsAndBaselines().forEach(each -> scripts.put(each.version().number(), each));
        catalog.repeatables().forEach(each -> scripts.put(each.version().number(), each));
        Set<Long> seen = new HashSet<>();
        AppliedOrder order = new AppliedOrder(history);
        List<NewRow> written = new ArrayList<>();
        for (Applied applied : found.applied()) {
            long version = applied.migration().version().number();
            if (history.find(version).isPresent() || !seen.add(version)) {
                continue;
            }
            if (taken.everTaken(tool.id(), version)) {
                takenBackHere.add(applied.migration().label());
            } else {
                Script script = script(scripts, applied);
                long place = order.next(script.version());
                written.add(new NewRow(script, applied, record(script, applied, place)));
            }
        }
        return written;
    }

    private Script script(Map<Long, Script> scripts, Applied applied) {
        Script script = scripts.get(applied.migration().version().number());
        if (script == null) {
            throw new IllegalStateException(
                    "The reader of the history of %s gave the migration %s, which is none of those that it was given"
                            .formatted(tool.tool(), applied.migration().version()));
        }
        return script;
    }

    private static HistoryRow record(Script script, Applied applied, long order) {
        return new HistoryRow(
                script.version(),
                script.name(),
                script.checksum().hex(),
                Objects.requireNonNullElse(applied.at(), Instant.EPOCH),
                applied.took(),
                null,
                null,
                order);
    }

    private History after() {
        List<HistoryRow> all = new ArrayList<>(history.repeatables());
        all.addAll(history.records());
        rows.forEach(row -> all.add(row.record()));
        return new History(all);
    }
}
