package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether the columns of a foreign key have the types of those that it refers to. */
final class ForeignKeyTypes {

    private ForeignKeyTypes() {}

    static void look(Subject subject, Table table, PgNode constraint, Consumer<Diagnosis> out) {
        List<String> columns = Constraints.columns(constraint);
        for (int i = 0; i < columns.size(); i++) {
            Optional<PgType> type = table.column(columns.get(i)).map(Table.Column::type);
            if (type.isPresent()) {
                look(subject, constraint, new Part(columns.get(i), type.get(), i), out);
            }
        }
    }

    /** A column of the key, and its place in it. */
    record Part(String column, PgType type, int index) {}

    static void look(Subject subject, PgNode constraint, Part part, Consumer<Diagnosis> out) {
        PgNode parentName = constraint.node("pktable").orElseThrow();
        Table parent = subject.table(parentName);
        List<String> keys = Constraints.strings(constraint.list("pk_attrs"));
        List<String> referred = keys.isEmpty() ? primaryKey(parent) : keys;
        if (referred.size() <= part.index()) {
            return;
        }
        parent.column(referred.get(part.index()))
                .map(Table.Column::type)
                .filter(it -> !comparable(it).equals(comparable(part.type())))
                .ifPresent(
                        it ->
                                out.accept(
                                        Diagnosis.of(
                                                        LintRule.FK_TYPE_MISMATCH,
                                                        "%s is %s, but %s of %s is %s: values that"
                                                            + " one can have the other cannot, or"
                                                            + " each look-up converts them.",
                                                        Identifier.quoted(part.column()),
                                                        part.type().sql(),
                                                        Identifier.quoted(
                                                                referred.get(part.index())),
                                                        Name.of(parentName).sql(),
                                                        it.sql())
                                                .safe(
                                                        "-- give %s the type %s",
                                                        Identifier.quoted(part.column()),
                                                        it.sql())));
    }

    /** Texts with a limit and without one are compared as they are. */
    private static String comparable(PgType type) {
        String name = type.name().name();
        return name.equals("varchar") ? "text" : name;
    }

    private static List<String> primaryKey(Table table) {
        return table.constraints().values().stream()
                .filter(it -> it.kind() == Kind.PRIMARY_KEY)
                .findFirst()
                .map(TableConstraint::columns)
                .orElse(List.of());
    }
}
