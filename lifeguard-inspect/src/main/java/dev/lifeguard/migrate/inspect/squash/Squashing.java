package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A baseline, and what became of the files that it stands for.
 *
 * @param file where it is, or would be
 * @param replaced the files that are not there any more, or would not be
 * @param classes migrations that are no files here
 * @param movedTo where they are; empty where they were deleted
 */
public record Squashing(
        SquashedBaseline baseline,
        Path file,
        List<Path> replaced,
        List<String> classes,
        Optional<Path> movedTo,
        Done done) {

    private static final double NANOS = 1e9;

    /** Copies the lists. */
    public Squashing {
        replaced = List.copyOf(replaced);
        classes = List.copyOf(classes);
    }

    /** What was done. */
    public enum Done {
        /** Nothing: it was only to be seen. */
        NOTHING,
        /** The directory is as it is told. */
        WRITTEN
    }

    /** It in words. */
    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        boolean written = done == Done.WRITTEN;
        lines.add(
                "%s up to %s %s squashed into %s."
                        .formatted(
                                Wording.count(members().size(), "migration"),
                                baseline.range().last(),
                                written ? "were" : "would be",
                                file));
        lines.add(
                "Proven on scratch databases: both make the same schema, byte by byte%s. "
                                .formatted(
                                        baseline.kept().isEmpty()
                                                ? ""
                                                : ", and the same rows in "
                                                        + Wording.count(
                                                                baseline.kept().size(), "table"))
                        + times());
        for (TableRows table : baseline.leftOut()) {
            lines.add(
                    "Not in it: %s of %s."
                            .formatted(Wording.count(table.rows(), "row"), table.plainName()));
        }
        for (VaryingRows rows : baseline.varying()) {
            lines.add(
                    style.red(
                            "Look at %s: each run of the migrations puts other values into %s, and every new database will get those of this one. Where they must differ, as keys do, leave the table out (--without-data) and make its rows in a newer migration."
                                    .formatted(rows.table(), String.join(", ", rows.columns()))));
        }
        lines.add(
                "%s %s%s"
                        .formatted(
                                Wording.count(replaced.size(), "file"),
                                (written ? "" : "would be ")
                                        + movedTo.map(to -> "moved to " + to).orElse("deleted"),
                                movedTo.isPresent() || !written
                                        ? "."
                                        : ": git has " + (replaced.size() == 1 ? "it." : "them.")));
        classes.forEach(
                name ->
                        lines.add(
                                "%s does not run any more: take the class out of the application."
                                        .formatted(name)));
        lines.add(
                "A database that has them all sees them as applied. One that lacks some is refused"
                        + " until it got them from the files of before: bring all to %s first."
                                .formatted(baseline.range().last()));
        return lines;
    }

    /** One that is not quicker is not praised. */
    private String times() {
        String words =
                baseline.alone().compareTo(baseline.all()) > 0
                        ? "An empty database takes %s with it, and %s with the migrations."
                        : "An empty database takes %s in place of %s.";
        return words.formatted(time(baseline.alone()), time(baseline.all()));
    }

    private static String time(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / NANOS);
    }

    /** The migrations that it stands for. */
    public List<Member> members() {
        return baseline.range().members();
    }
}
