package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Squashed;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A catalog and a history in the same terms.
 *
 * <p>Where files were squashed, a history that has all of them counts as one that began with their
 * baseline. Nothing of that is written: the rows stay as they are, for an application that still
 * has the files, and for a squash that is taken back.
 *
 * @param catalog with the baseline, where the history begins with one
 * @param problems what keeps the history from having all that was squashed
 * @param doubtful rows that cannot be held against files for that
 */
record SeenHistory(
        MigrationCatalog catalog,
        History history,
        List<PlanProblem> problems,
        Set<MigrationVersion> doubtful) {

    /** Copies the collections. */
    SeenHistory {
        problems = List.copyOf(problems);
        doubtful = Set.copyOf(doubtful);
    }

    static SeenHistory of(MigrationCatalog catalog, History history) {
        Optional<Squashed> squashed = catalog.squashed().filter(it -> lacksBaseline(it, history));
        if (squashed.isEmpty()) {
            return new SeenHistory(Beginning.of(catalog, history), history, List.of(), Set.of());
        }
        List<Member> expected = expected(squashed.get(), history);
        List<PlanProblem> problems = problems(squashed.get(), expected, history);
        if (!problems.isEmpty()) {
            Set<MigrationVersion> rows = new HashSet<>();
            squashed.get().members().forEach(member -> rows.add(member.version()));
            return new SeenHistory(catalog, history, problems, rows);
        }
        History translated = translated(squashed.get(), history);
        return new SeenHistory(Beginning.of(catalog, translated), translated, List.of(), Set.of());
    }

    /** A history with rows, none of which stands for all that was squashed. */
    private static boolean lacksBaseline(Squashed squashed, History history) {
        return !history.records().isEmpty()
                && newestBaseline(history) < squashed.baseline().version().number();
    }

    private static long newestBaseline(History history) {
        return history.records().stream()
                .filter(HistoryRow::isBaseline)
                .mapToLong(row -> row.version().number())
                .max()
                .orElse(0);
    }

    /** A baseline in the history stands for all until its version. */
    private static List<Member> expected(Squashed squashed, History history) {
        long begun = newestBaseline(history);
        return squashed.members().stream()
                .filter(member -> member.version().number() > begun)
                .toList();
    }

    private static List<PlanProblem> problems(
            Squashed squashed, List<Member> expected, History history) {
        List<Member> missing = new ArrayList<>();
        List<PlanProblem> problems = new ArrayList<>();
        for (Member member : expected) {
            Optional<HistoryRow> row =
                    history.find(member.version().number()).filter(HistoryRow::success);
            if (row.isEmpty()) {
                missing.add(member);
            } else if (!member.matches(row.get().checksum())) {
                problems.add(new SquashProblem.SquashedOther(squashed, member, row.get()));
            }
        }
        if (!missing.isEmpty()) {
            problems.add(new SquashProblem.BehindBaseline(squashed, missing));
        }
        return problems;
    }

    /** One row in place of those that were squashed, and of older baselines. */
    private static History translated(Squashed squashed, History history) {
        long version = squashed.baseline().version().number();
        Set<MigrationVersion> members =
                squashed.members().stream().map(Member::version).collect(Collectors.toSet());
        List<HistoryRow> rows = new ArrayList<>(history.repeatables());
        history.records().stream()
                .filter(
                        row ->
                                !members.contains(row.version())
                                        && !(row.isBaseline() && row.version().number() < version))
                .forEach(rows::add);
        HistoryRow last = history.find(version).orElseThrow();
        rows.add(
                new HistoryRow(
                        last.version(),
                        HistoryRow.BASELINE,
                        Checksum.ofBaseline(version).hex(),
                        last.appliedAt(),
                        null,
                        null,
                        null,
                        first(history)));
        return new History(rows);
    }

    /** A new database gets the baseline before all else, so what is newer goes before it. */
    private static long first(History history) {
        return history.records().stream().mapToLong(HistoryRow::order).min().orElseThrow();
    }

    /**
     * What became of a version, to go on from it in a sentence; empty where it was not squashed.
     */
    String squashedInto(long version) {
        return catalog.squashed()
                .filter(squashed -> squashed.find(version).isPresent())
                .map(
                        squashed ->
                                ": it was squashed into \"%s\""
                                        .formatted(squashed.baseline().fileName()))
                .orElse("");
    }
}
