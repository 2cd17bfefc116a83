package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.lint.Subject.Alteration;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A column that an INSERT has to name from here on: what runs now does not do that. */
final class RequiredFromNow implements AlterTableChecks.AlterationCheck {

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        if (it.is("AT_ColumnDefault") && it.alteration().definition().isEmpty()) {
            dropDefault(it, out);
        } else if (it.is("AT_AddConstraint")) {
            it.alteration()
                    .definition()
                    .filter(def -> def.text("contype").equals("CONSTR_CHECK"))
                    .ifPresent(check -> refusesNull(it, check, out));
        }
    }

    private static void dropDefault(Altered it, Consumer<Diagnosis> out) {
        boolean required = it.table().column(it.column()).filter(Table.Column::notNull).isPresent();
        boolean more =
                later(it)
                        .filter(other -> other.name().equals(it.column()))
                        .anyMatch(
                                other ->
                                        (other.is("AT_ColumnDefault")
                                                        && other.definition().isPresent())
                                                || other.is("AT_AddIdentity")
                                                || other.is("AT_DropNotNull")
                                                || other.is("AT_DropColumn"));
        if (required && !more) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.OLD_CODE_INCOMPATIBLE,
                                    "%s of %s is NOT NULL and loses its default: an INSERT that"
                                            + " does not name it, as what runs now may send, fails"
                                            + " from here on.",
                                    Identifier.quoted(it.column()),
                                    it.sql())
                            .about(it.table())
                            .safe(
                                    "-- first a release that names %s in each INSERT",
                                    Identifier.quoted(it.column())));
        }
    }

    /** Also a CHECK that is NOT VALID is checked for each new row. */
    private static void refusesNull(Altered it, PgNode check, Consumer<Diagnosis> out) {
        Set<String> refused = Constraints.proves(check, TableConstraint.Kind.CHECK);
        Subject subject = it.subject();
        Stream.concat(subject.before().stream().map(Parsed::tree), Stream.of(subject.tree()))
                .filter(tree -> tree.is("AlterTableStmt"))
                .filter(
                        tree ->
                                tree.node("relation")
                                        .map(subject::table)
                                        .filter(table -> table.name().equals(it.table().name()))
                                        .isPresent())
                .flatMap(tree -> tree.list("cmds").stream())
                .filter(command -> command.is("AlterTableCmd"))
                .filter(command -> command.text("subtype").equals("AT_AddColumn"))
                .flatMap(command -> command.node("def").stream())
                .filter(column -> refused.contains(column.text("colname")))
                .filter(column -> !Columns.has(column, "CONSTR_DEFAULT"))
                .filter(column -> !Columns.has(column, "CONSTR_GENERATED"))
                .filter(column -> !Columns.isNotNull(column))
                .findFirst()
                .ifPresent(
                        column ->
                                out.accept(
                                        Diagnosis.of(
                                                        LintRule.OLD_CODE_INCOMPATIBLE,
                                                        "%s is new and has no default, and the"
                                                            + " CHECK refuses a null: each INSERT"
                                                            + " of what runs now fails from here"
                                                            + " on, with NOT VALID, too.",
                                                        Identifier.quoted(column.text("colname")))
                                                .about(it.table())
                                                .safe(
                                                        "-- a DEFAULT of the column, or the CHECK"
                                                                + " when each release in use fills"
                                                                + " it")));
    }

    /** The commands behind one, in its statement and in its transaction, on the same table. */
    private static Stream<Alteration> later(Altered it) {
        Subject subject = it.subject();
        List<Alteration> own = subject.alterations();
        Stream<Alteration> others =
                subject.after().stream()
                        .filter(other -> other.transaction() == subject.transaction())
                        .filter(other -> other.is("AlterTableStmt"))
                        .filter(
                                other ->
                                        other.tree()
                                                .node("relation")
                                                .map(subject::table)
                                                .filter(t -> t.name().equals(it.table().name()))
                                                .isPresent())
                        .flatMap(other -> other.tree().list("cmds").stream())
                        .filter(command -> command.is("AlterTableCmd"))
                        .map(command -> new Alteration(0, command));
        return Stream.concat(own.stream().skip(it.alteration().number()), others);
    }
}
