package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names, and ALTER TABLEs that could be one. */
final class StyleChecks implements Check {

    /** Strings and comments on the left, so that names in them are none. */
    private static final Pattern NAMES =
            Pattern.compile(
                    "[eE]'(?:[^'\\\\]++|''|\\\\.)*+'|'(?:[^']++|'')*+'"
                            + "|(\\$[\\p{L}_\\p{N}]*\\$)(?s:.*?)\\1|--[^\n]*+|/\\*(?s:.*?)\\*/"
                            + "|\"(?<quoted>(?:[^\"]++|\"\")++)\""
                            + "|(?<plain>[\\p{L}_][\\p{L}\\p{N}_$]*+)",
                    Pattern.DOTALL);

    private static final Pattern HOUSE = Pattern.compile("[\\p{Ll}\\p{N}_]*");

    /** Parts of a statement that have nothing to do with its locks. */
    private static final int NAMING = -3;

    private static final int LENGTH = -4;
    private static final int SPLIT = -5;

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        lengths(subject, out);
        naming(subject, out);
    }

    private static void lengths(Subject subject, Consumer<Diagnosis> out) {
        Matcher names = NAMES.matcher(subject.text());
        while (names.find()) {
            String name =
                    names.group("quoted") == null ? names.group("plain") : names.group("quoted");
            if (name != null && name.getBytes(StandardCharsets.UTF_8).length > Identifier.LONGEST) {
                out.accept(
                        Diagnosis.of(
                                        LintRule.LONG_IDENTIFIER,
                                        "PostgreSQL cuts the name %s at %s bytes, without an"
                                                + " error.",
                                        name,
                                        Identifier.LONGEST)
                                .ofPart(LENGTH)
                                .at(names.start())
                                .safe("-- take a shorter name"));
                return;
            }
        }
    }

    /** Once in a project: where all names are like that, it is its style. */
    private static void naming(Subject subject, Consumer<Diagnosis> out) {
        if (subject.model().hasNamesInQuotes()) {
            return;
        }
        inQuotes(subject.tree())
                .ifPresent(
                        it ->
                                out.accept(
                                        Diagnosis.of(
                                                        LintRule.NAMING,
                                                        "%s has to be written in quotes wherever it"
                                                                + " is used.",
                                                        Identifier.quoted(it))
                                                .ofPart(NAMING)
                                                .safe(
                                                        "-- %s",
                                                        it.replaceAll(
                                                                        "(?<=[a-z])(?=[A-Z])|[^\\p{L}\\p{N}_]+",
                                                                        "_")
                                                                .toLowerCase(
                                                                        java.util.Locale.ROOT))));
    }

    /** The first name that a statement makes and that has to be written in quotes. */
    static Optional<String> inQuotes(PgNode tree) {
        List<String> made =
                switch (tree.type()) {
                    case "CreateStmt" ->
                            java.util.stream.Stream.concat(
                                            tree.node("relation").stream()
                                                    .map(it -> it.text("relname")),
                                            tree.list("tableElts").stream()
                                                    .filter(it -> it.is("ColumnDef"))
                                                    .map(it -> it.text("colname")))
                                    .toList();
                    case "IndexStmt" -> List.of(tree.text("idxname"));
                    case "ViewStmt" ->
                            tree.node("view").stream().map(it -> it.text("relname")).toList();
                    default -> List.of();
                };
        return made.stream().filter(it -> !HOUSE.matcher(it).matches()).findFirst();
    }

    /**
     * Two ALTER TABLEs after one another of one table.
     *
     * @param subject one that reads or writes the table as a whole, as the one before it does
     */
    static void split(Subject subject, Consumer<Diagnosis> out) {
        if (!subject.tree().is("AlterTableStmt")) {
            return;
        }
        Parsed last = subject.before().getLast();
        Table table = subject.table("relation").orElseThrow();
        boolean same =
                last.is("AlterTableStmt")
                        && last.transaction() == subject.transaction()
                        && subject.table(last.tree().node("relation").orElseThrow())
                                .name()
                                .equals(table.name());
        if (same) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.SPLIT_ALTERS,
                                    "%s is gone through once more, under the same lock as in line"
                                            + " %s. One ALTER TABLE does both at once.",
                                    table.name().sql(),
                                    last.sql().start().line())
                            .ofPart(SPLIT)
                            .about(table)
                            .safe(
                                    "-- in steps that go through no rows, as it is said of each;"
                                            + " where there are none, both changes in one ALTER"
                                            + " TABLE"));
        }
    }
}
