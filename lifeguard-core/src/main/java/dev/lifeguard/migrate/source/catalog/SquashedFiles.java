package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.catalog.RejectedFiles.Origin;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a directory counts beside its newest baseline: that one, and what is newer. A migration
 * that it stands for may still be there; any other older one would never run on a new database, and
 * is refused.
 *
 * @param scripts the migrations that count, oldest first
 * @param newest null where there is none
 */
record SquashedFiles(List<SqlScript> baselines, List<Script> scripts, @Nullable Squashed newest) {

    /** Where nothing is squashed. */
    static SquashedFiles none(List<SqlScript> baselines, List<Script> scripts) {
        return new SquashedFiles(baselines, scripts, null);
    }

    static SquashedFiles among(
            List<SqlScript> baselines,
            List<Script> scripts,
            RejectedFiles rejected,
            List<String> leftOut) {
        List<Squashed> found = new ArrayList<>();
        for (SqlScript baseline : baselines) {
            List<Member> members = Squashed.members(baseline);
            if (members.isEmpty() || !members.getLast().version().equals(baseline.version())) {
                rejected.addMisnamed(
                        baseline.fileName(),
                        baseline.version(),
                        "is named as a baseline, and no line \"-- lifeguard:squashed\" at its head"
                                + " names the migration of its version. squash writes baselines;"
                                + " give a migration another name.");
            } else {
                found.add(new Squashed(baseline, members));
            }
        }
        Optional<Squashed> newest =
                found.stream()
                        .max(Comparator.comparingLong(it -> it.baseline().version().number()));
        if (newest.isEmpty()) {
            return none(List.of(), scripts);
        }
        found.stream()
                .filter(each -> !each.equals(newest.get()))
                .forEach(older -> leave(older, newest.get(), rejected, leftOut));
        List<Script> left = new ArrayList<>();
        scripts.stream()
                .filter(each -> counts(each, newest.get(), rejected, leftOut))
                .forEach(left::add);
        return new SquashedFiles(List.of(newest.get().baseline()), left, newest.get());
    }

    private static void leave(
            Squashed older, Squashed newest, RejectedFiles rejected, List<String> leftOut) {
        SqlScript baseline = older.baseline();
        if (baseline.version().equals(newest.baseline().version())) {
            rejected.addDuplicate(
                    baseline.version(),
                    new Origin(newest.baseline().fileName(), "its source"),
                    new Origin(baseline.fileName(), "its source"));
            return;
        }
        List<Member> lost =
                older.members().stream().filter(member -> !hasAsItIs(newest, member)).toList();
        if (lost.isEmpty()) {
            leftOut.add(isPart(baseline.fileName(), newest));
        } else {
            rejected.addMisnamed(
                    baseline.fileName(),
                    baseline.version(),
                    "stands for what \"%s\" does not stand for, so a new database would not get it: %s. Get the files back that both replaced, and squash again."
                            .formatted(
                                    newest.baseline().fileName(),
                                    lost.stream()
                                            .map(Member::label)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static boolean hasAsItIs(Squashed newest, Member member) {
        return newest.find(member.version().number())
                .filter(it -> it.checksum().equals(member.checksum()))
                .isPresent();
    }

    private static boolean counts(
            Script script, Squashed newest, RejectedFiles rejected, List<String> leftOut) {
        SqlScript baseline = newest.baseline();
        if (script.version().number() > baseline.version().number()) {
            return true;
        }
        Optional<Member> member = newest.find(script.version().number());
        if (member.filter(it -> it.matches(script.checksum().hex())).isPresent()) {
            leftOut.add(isPart(script.fileName(), newest));
        } else {
            rejected.addMisnamed(
                    script.fileName(),
                    script.version(),
                    member.isPresent()
                            ? "is not what it was when it was squashed into \"%s\". Delete it, and put the change into a new migration."
                                    .formatted(baseline.fileName())
                            : "is older than \"%s\" and no part of it, so a new database would not get it. Give it a version that is newer than %s."
                                    .formatted(baseline.fileName(), baseline.version()));
        }
        return false;
    }

    private static String isPart(String fileName, Squashed newest) {
        return "The file \"%s\" does not run: it was squashed into \"%s\"."
                .formatted(fileName, newest.baseline().fileName());
    }
}
