package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Optional;
import java.util.function.Consumer;

/** The types of columns that are made. */
final class ColumnStyle {

    private ColumnStyle() {}

    /**
     * Looks at a column.
     *
     * @param isKey whether it is the primary key and takes its values from no other table
     */
    static void look(PgNode column, boolean isKey, Subject subject, Consumer<Diagnosis> out) {
        Optional<PgType> found = Columns.type(column);
        if (found.isEmpty()) {
            return;
        }
        PgType type = found.get();
        String name = Identifier.quoted(column.text("colname"));
        PgType stored = type.stored();
        if (isKey && (stored.is("int4") || stored.is("int2"))) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.SHORT_INT_KEY,
                                    "The key %s ends at %s, and then each INSERT fails.",
                                    name,
                                    stored.is("int4") ? "2147483647" : "32767")
                            .safe(
                                    type.isSerial()
                                            ? name + " bigint GENERATED ALWAYS AS IDENTITY"
                                            : name + " bigint"));
        }
        if (type.isSerial()) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.PREFER_IDENTITY,
                                    "%s %s makes a sequence with privileges of its own, and lets"
                                            + " any INSERT write into the column.",
                                    name,
                                    type.sql())
                            .safe("%s %s GENERATED ALWAYS AS IDENTITY", name, type.stored().sql()));
        }
        types(type, name, out);
        if (!Columns.has(column, "CONSTR_FOREIGN")) {
            return;
        }
        Columns.constraint(column, "CONSTR_FOREIGN")
                .ifPresent(
                        it ->
                                ForeignKeyTypes.look(
                                        subject,
                                        it,
                                        new ForeignKeyTypes.Part(column.text("colname"), stored, 0),
                                        out));
    }

    /** Looks at the type of a column. */
    static void types(PgType type, String name, Consumer<Diagnosis> out) {
        switch (type.name().name()) {
            case "bpchar" ->
                    out.accept(
                            Diagnosis.of(
                                            LintRule.CHAR_N,
                                            "%s %s is filled up with blanks, which comparisons pass"
                                                    + " over and other types do not.",
                                            name,
                                            type.sql())
                                    .safe("%s text", name));
            case "timestamp" ->
                    out.accept(
                            Diagnosis.of(
                                            LintRule.NAIVE_TIMESTAMP,
                                            "%s timestamp says no time zone, so it is another"
                                                    + " moment for each reader.",
                                            name)
                                    .safe("%s timestamptz", name));
            case "json" ->
                    out.accept(
                            Diagnosis.of(
                                            LintRule.JSON_NOT_JSONB,
                                            "%s json has no equality: SELECT DISTINCT and GROUP BY"
                                                    + " of such rows fail.",
                                            name)
                                    .safe("%s jsonb", name));
            case "money" ->
                    out.accept(
                            Diagnosis.of(
                                            LintRule.MONEY_TYPE,
                                            "%s money is read and written in the currency of the"
                                                    + " setting lc_monetary: a dump means another"
                                                    + " amount on another server.",
                                            name)
                                    .safe("%s numeric(19, 4)", name));
            case "varchar" -> {
                if (!type.limits().isEmpty()) {
                    out.accept(
                            Diagnosis.of(
                                            LintRule.VARCHAR_LIMIT,
                                            "%s %s has its limit in the type, which only a rewrite"
                                                    + " of the table lowers.",
                                            name,
                                            type.sql())
                                    .safe(
                                            "%s text CHECK (length(%s) <= %s)",
                                            name, name, type.limits().getFirst()));
                }
            }
            default -> {}
        }
    }
}
