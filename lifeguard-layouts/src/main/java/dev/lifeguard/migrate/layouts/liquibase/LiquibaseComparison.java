package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds Liquibase's rows against the changesets that are there. */
final class LiquibaseComparison {

    private static final int MOST_NAMED = 5;

    private final List<RecordedChangeset> rows;
    private final IdentityHashMap<Changeset, Known> chosen = new IdentityHashMap<>();
    private final PathMatch paths;
    private final Map<RecordedChangeset, Changeset> matches = new LinkedHashMap<>();
    private final List<Applied> applied = new ArrayList<>();
    private final List<ErrorDetail> problems = new ArrayList<>();

    private final List<String> notChosen = new ArrayList<>();
    private final List<String> marked = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();

    /**
     * Of some rows.
     *
     * @param rows in the order in which they were applied, each changeset once
     */
    LiquibaseComparison(KnownMigrations known, List<RecordedChangeset> rows) {
        this.rows = rows;
        Set<Changeset> all = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(known.versioned().stream(), known.repeatables().stream())
                .forEach(
                        each -> {
                            if (each.file() instanceof ChangesetFile file) {
                                chosen.put(file.changeset(), each);
                                all.addAll(file.all());
                            }
                        });
        paths = new PathMatch(List.copyOf(all), rows);
    }

    TakenOver result() {
        for (RecordedChangeset row : rows) {
            preferred(paths.found(row)).ifPresent(found -> matches.put(row, found));
        }
        Set<Changeset> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        taken.addAll(matches.values());
        for (RecordedChangeset row : rows) {
            Changeset found = matches.get(row);
            add(row, found == null ? elsewhere(row, taken) : found);
        }
        return new TakenOver(applied, problems, remarks());
    }

    /** Of several that are for different databases, the one that is chosen. */
    private Optional<Changeset> preferred(List<Changeset> found) {
        return found.stream()
                .filter(chosen::containsKey)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** One whose file was moved: nothing but its checksum shows that it is the same. */
    private @Nullable Changeset elsewhere(RecordedChangeset row, Set<Changeset> taken) {
        List<Changeset> found =
                paths.elsewhere(row).stream()
                        .filter(each -> !taken.contains(each))
                        .filter(each -> row.sum() != null && isSame(each, row.sum()))
                        .toList();
        if (found.size() != 1) {
            return null;
        }
        moved.add(row.label());
        return found.getFirst();
    }

    private void add(RecordedChangeset row, @Nullable Changeset found) {
        if (row.type().equals("SKIPPED")) {
            skipped.add(row.label());
        } else if (found == null) {
            problems.add(missing(row));
        } else if (row.type().equals("FAILED")) {
            problems.add(of(found, ErrorKind.PARTIALLY_APPLIED, failed(row)));
        } else {
            Known known = chosen.get(found);
            if (known == null) {
                notChosen.add(row.label());
            } else {
                compare(row, found, known);
            }
        }
    }

    private void compare(RecordedChangeset row, Changeset found, Known known) {
        boolean same = row.sum() == null || isSame(found, row.sum());
        if (!same && !found.header().runOnChange() && !found.header().runAlways()) {
            problems.add(of(found, ErrorKind.CHECKSUM_MISMATCH, edited(row, found)));
            return;
        }
        if (same || found.header().runAlways()) {
            if (row.type().equals("MARK_RAN")) {
                marked.add(row.label());
            }
            applied.add(Applied.of(known).at(row.at()));
        }
    }

    /**
     * Whether the text has the recorded checksum, or one that it declares to be valid: its own, by
     * whichever rule, or the recorded one.
     */
    private static boolean isSame(Changeset changeset, String recorded) {
        return isOf(changeset, recorded)
                || changeset.validCheckSums().stream()
                        .anyMatch(
                                valid ->
                                        valid.equals(recorded)
                                                || valid.matches("(?i)1:(any|all|\\*)")
                                                || isOf(changeset, valid));
    }

    private static boolean isOf(Changeset changeset, String sum) {
        return ChangesetSum.version(sum)
                .filter(version -> ChangesetSum.of(changeset, version).equals(sum))
                .isPresent();
    }

    private ErrorDetail of(Changeset changeset, ErrorKind kind, String message) {
        ErrorDetail detail = ErrorDetail.of(kind, message);
        Known known = chosen.get(changeset);
        return (known == null ? detail : known.version().of(detail))
                .withFile(changeset.file().name());
    }

    private static ErrorDetail missing(RecordedChangeset row) {
        return ErrorDetail.of(
                ErrorKind.MISSING_MIGRATION,
                ("Liquibase applied the changeset %s, and there is none of that id, author and path"
                     + " in the files. Bring its file back, or name the directory that holds it. If"
                     + " it is in XML, YAML or JSON, keep applying its changelog with Liquibase,"
                     + " into a table of its own.")
                        .formatted(row.label()));
    }

    private static String failed(RecordedChangeset row) {
        return ("The changeset %s failed in Liquibase. Mend what it left, and run Liquibase until"
                        + " it is through, or delete its row from Liquibase's table.")
                .formatted(row.label());
    }

    private static String edited(RecordedChangeset row, Changeset changeset) {
        String sum = String.valueOf(row.sum());
        Optional<Integer> version = ChangesetSum.version(sum);
        if (version.isEmpty()) {
            return ("The changeset %s has the checksum \"%s\" in Liquibase's table, which is none"
                            + " that is known. Run Liquibase's command \"clear-checksums\" and its"
                            + " update, and import then.")
                    .formatted(row.label(), sum);
        }
        return ("The changeset %s was edited after Liquibase applied it: its checksum is %s, and"
                        + " Liquibase recorded %s. Undo the edit, or accept it as Liquibase does,"
                        + " by a line \"--validCheckSum: %s\".%s")
                .formatted(
                        row.label(),
                        ChangesetSum.of(changeset, version.get()),
                        sum,
                        sum,
                        changeset.sql().contains("${")
                                ? " It has a parameter without a value: declare it as a"
                                        + " placeholder."
                                : "");
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remark(
                notChosen,
                "Not taken over, as they are not chosen here (for another database, other contexts"
                        + " or labels, or to be ignored): %s.",
                remarks);
        remark(
                marked,
                "Taken over as applied, as Liquibase has marked them without running them: %s.",
                remarks);
        remark(skipped, "Not taken over, as Liquibase skipped them: %s.", remarks);
        remark(
                moved,
                "Found by their checksums in files that stand at another place than Liquibase"
                        + " recorded: %s.",
                remarks);
        return remarks;
    }

    private static void remark(List<String> labels, String sentence, List<String> remarks) {
        if (labels.isEmpty()) {
            return;
        }
        String named = String.join(", ", labels.subList(0, Math.min(MOST_NAMED, labels.size())));
        int more = labels.size() - MOST_NAMED;
        remarks.add(sentence.formatted(more > 0 ? named + " and %s more".formatted(more) : named));
    }
}
