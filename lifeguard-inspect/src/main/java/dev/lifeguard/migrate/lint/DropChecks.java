package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;
import static dev.lifeguard.migrate.inspect.trace.Work.REWRITE;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** DROP and TRUNCATE. */
final class DropChecks implements Check {

    /** What columns have for a type, or have their type from. */
    private static final List<String> OF_COLUMNS =
            List.of("OBJECT_TYPE", "OBJECT_DOMAIN", "OBJECT_EXTENSION");

    @Override
    public void look(Subject subject, Consumer<Diagnosis> out) {
        switch (subject.tree().type()) {
            case "DropStmt" -> drop(subject, out);
            case "TruncateStmt" -> truncate(subject, out);
            case "DropdbStmt" ->
                    out.accept(
                            Diagnosis.of(
                                    LintRule.DROP_SCHEMA,
                                    "The database %s is gone with all that is in it.",
                                    Identifier.quoted(subject.tree().text("dbname"))));
            case "DropOwnedStmt" ->
                    out.accept(
                            Diagnosis.of(
                                    LintRule.DROP_SCHEMA,
                                    "All tables of these roles in this database are gone with their"
                                            + " rows, whatever they are."));
            default -> {}
        }
    }

    private static void drop(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        String type = tree.text("removeType");
        boolean cascade = tree.text("behavior").equals("DROP_CASCADE");
        if (type.equals("OBJECT_SCHEMA")) {
            schema(tree, cascade, out);
        } else if (type.equals("OBJECT_TABLE")) {
            tables(subject, cascade, out);
        } else {
            if (type.equals("OBJECT_FUNCTION") || type.equals("OBJECT_ROUTINE")) {
                function(subject, out);
            }
            others(subject, type, cascade, out);
        }
    }

    private static void schema(PgNode tree, boolean cascade, Consumer<Diagnosis> out) {
        if (cascade) {
            String names =
                    Identifier.list(
                            tree.list("objects").stream().map(it -> it.text("sval")).toList());
            out.accept(
                    Diagnosis.of(
                                    LintRule.DROP_SCHEMA,
                                    "All tables, views and functions in %s are gone with their"
                                            + " rows, whatever they are.",
                                    names)
                            .safe(
                                    "-- drop by name what is in it, and then:%nDROP SCHEMA %s;",
                                    names));
        }
    }

    private static void tables(Subject subject, boolean cascade, Consumer<Diagnosis> out) {
        int part = 0;
        for (PgNode object : subject.tree().list("objects")) {
            Name name = Name.of(object.list("items"));
            Table table = subject.model().table(name);
            int number = part++;
            if (cascade) {
                out.accept(
                        Diagnosis.of(
                                        LintRule.CASCADE,
                                        "CASCADE drops whatever depends on %s as well: views,"
                                            + " foreign keys of other tables, functions. What that"
                                            + " is the statement does not say.",
                                        name.sql())
                                .ofPart(number)
                                .about(table)
                                .lock(table, ACCESS_EXCLUSIVE, BRIEF)
                                .safe(
                                        "-- drop by name what depends on it, and at last %s without"
                                                + " CASCADE, as drop-table says",
                                        name.sql()));
            }
            out.accept(table(subject, table, name).ofPart(number));
        }
    }

    private static Diagnosis table(Subject subject, Table table, Name name) {
        List<Name> parents =
                table.foreignKeys(java.util.Optional.empty()).stream()
                        .flatMap(it -> java.util.stream.Stream.ofNullable(it.refers()))
                        .filter(it -> !subject.model().table(it).isMadeInRun())
                        .distinct()
                        .toList();
        String also =
                parents.isEmpty()
                        ? ""
                        : " It also locks what its foreign keys refer to against reads and writes: %s."
                                .formatted(
                                        String.join(
                                                ", ", parents.stream().map(Name::sql).toList()));
        Diagnosis diagnosis =
                Diagnosis.of(
                                LintRule.DROP_TABLE,
                                "%s is gone with all its rows, and what still uses it fails.%s",
                                name.sql(),
                                also)
                        .about(table)
                        .lock(table, ACCESS_EXCLUSIVE, BRIEF);
        for (Name parent : parents) {
            diagnosis = diagnosis.lock(parent.sql(), ACCESS_EXCLUSIVE, BRIEF);
        }
        String away = Identifier.made("zz", name.name());
        return diagnosis.safe(
                "%s-- where nothing uses it any more, so that this can be undone:%n--"
                        + " lifeguard:allow rename-table nothing uses it any more%nALTER TABLE"
                        + " %s RENAME TO %s;%n-- a release later, with the reason:%n--"
                        + " lifeguard:allow drop-table nothing has used it since%nDROP TABLE %s;",
                table.foreignKeys(java.util.Optional.empty()).stream()
                        .map(
                                key ->
                                        "-- a migration of its own:\nALTER TABLE %s DROP CONSTRAINT %s;\n"
                                                .formatted(
                                                        name.sql(), Identifier.quoted(key.name())))
                        .reduce("", String::concat),
                name.sql(),
                away,
                name.beside("zz_" + name.name()).sql());
    }

    private static void function(Subject subject, Consumer<Diagnosis> out) {
        for (PgNode object : subject.tree().list("objects")) {
            String name = Name.of(object.list("objname")).name();
            for (Table table : subject.model().tablesThatCall(name)) {
                table.triggers().entrySet().stream()
                        .filter(it -> it.getValue().equals(name))
                        .forEach(
                                it ->
                                        out.accept(
                                                Diagnosis.of(
                                                                LintRule.DROP_TRIGGER_FUNCTION,
                                                                "The trigger %s of %s calls %s:"
                                                                        + " DROP FUNCTION fails, or"
                                                                        + " with CASCADE takes the"
                                                                        + " trigger along.",
                                                                Identifier.quoted(it.getKey()),
                                                                table.name().sql(),
                                                                Identifier.quoted(name))
                                                        .safe(
                                                                "DROP TRIGGER %s ON %s;%nDROP"
                                                                        + " FUNCTION %s;",
                                                                Identifier.quoted(it.getKey()),
                                                                table.name().sql(),
                                                                Identifier.quoted(name))));
            }
        }
    }

    private static void others(
            Subject subject, String type, boolean cascade, Consumer<Diagnosis> out) {
        String kind = type.substring("OBJECT_".length()).toLowerCase(Locale.ROOT);
        if (cascade && !type.equals("OBJECT_INDEX")) {
            boolean columns = OF_COLUMNS.contains(type);
            out.accept(
                    Diagnosis.of(
                                    LintRule.CASCADE,
                                    "CASCADE drops whatever depends on this %s as well%s: what that"
                                            + " is the statement does not say.",
                                    kind,
                                    columns ? ", columns of tables with their values, too" : "")
                            .atMost(columns ? LintLevel.ERROR : LintLevel.WARNING)
                            .safe(
                                    "-- drop by name what depends on it, and then:%n%s;",
                                    subject.text().replaceFirst("(?i)\\s+CASCADE\\s*$", "")));
        }
        List<String> used =
                List.of(
                        "OBJECT_VIEW",
                        "OBJECT_MATVIEW",
                        "OBJECT_FUNCTION",
                        "OBJECT_PROCEDURE",
                        "OBJECT_TYPE",
                        "OBJECT_SEQUENCE");
        if (used.contains(type)) {
            for (MadeObject it : MadeObject.droppedBy(subject.tree())) {
                if (!it.kind().equals("all") && !isMadeAgain(subject, it)) {
                    oldCode(subject, it, kind, out);
                }
            }
        }
    }

    /** Also by CREATE OR REPLACE, which makes nothing that a way down drops. */
    private static boolean isMadeAgain(Subject subject, MadeObject it) {
        return subject.after().stream()
                .anyMatch(
                        other ->
                                MadeObject.madeBy(other.tree()).contains(it)
                                        || MadeObject.madeBy(other.tree()).stream()
                                                .anyMatch(made -> made.name().equals(it.name()))
                                        || (other.is("CreateFunctionStmt")
                                                && Name.of(other.tree().list("funcname"))
                                                        .name()
                                                        .equals(it.name())));
    }

    private static void oldCode(
            Subject subject, MadeObject it, String kind, Consumer<Diagnosis> out) {
        boolean unused =
                subject.model().isMadeInRun(it)
                        || (kind.equals("function") && subject.model().isOfTriggers(it.name()))
                        || subject.model()
                                .known(new Name("", it.name()))
                                .filter(Table::isUnused)
                                .isPresent();
        if (!unused) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.OLD_CODE_INCOMPATIBLE,
                                    "What runs now may still use the %s %s, and fails then.",
                                    kind.equals("matview") ? "materialized view" : kind,
                                    Identifier.quoted(it.name()))
                            .safe("-- first a release that does not use it"));
        }
    }

    private static void truncate(Subject subject, Consumer<Diagnosis> out) {
        PgNode tree = subject.tree();
        int part = 0;
        for (PgNode relation : tree.list("relations")) {
            Table table = subject.table(relation);
            String sql = Name.of(relation).sql();
            int number = part++;
            if (tree.text("behavior").equals("DROP_CASCADE")) {
                out.accept(
                        Diagnosis.of(
                                        LintRule.CASCADE,
                                        "CASCADE empties each table whose foreign keys refer to %s,"
                                                + " and those that refer to these.",
                                        sql)
                                .ofPart(number)
                                .about(table)
                                .lock(table, ACCESS_EXCLUSIVE, REWRITE)
                                .safe("-- name each table that is meant:%nTRUNCATE %s, …;", sql));
            }
            out.accept(
                    Diagnosis.of(
                                    LintRule.TRUNCATE,
                                    "All rows of %s are gone, also for transactions that began"
                                            + " before, and nobody reads or writes the table"
                                            + " meanwhile.",
                                    sql)
                            .ofPart(number)
                            .about(table)
                            .lock(table, ACCESS_EXCLUSIVE, REWRITE)
                            .safe("-- in batches by the key:%nDELETE FROM %s WHERE …;", sql));
        }
    }
}
