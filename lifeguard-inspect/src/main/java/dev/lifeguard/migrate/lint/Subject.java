package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A statement that is looked at, and where it stands.
 *
 * @param migration all statements of its section that could be read
 * @param index its place among them
 * @param model what is there before it
 * @param session what its session has set and locked
 */
record Subject(
        List<Parsed> migration, int index, Model model, Session session, LintSettings settings) {

    Parsed parsed() {
        return migration.get(index);
    }

    PgNode tree() {
        return parsed().tree();
    }

    String text() {
        return parsed().text();
    }

    int transaction() {
        return parsed().transaction();
    }

    boolean isAlone() {
        return parsed().mode() == Parsed.Mode.ALONE;
    }

    /** Those above it in its migration, the nearest last. */
    List<Parsed> before() {
        return migration.subList(0, index);
    }

    /** Those below it in its migration. */
    List<Parsed> after() {
        return migration.subList(index + 1, migration.size());
    }

    /** Whether a permissive policy of a table is there, or comes in the same transaction. */
    boolean hasPolicy(Table table) {
        return table.permissivePolicies() > 0
                || after().stream()
                        .filter(it -> it.transaction() == transaction())
                        .filter(it -> it.is("CreatePolicyStmt") && it.tree().flag("permissive"))
                        .flatMap(it -> it.tree().node("table").stream())
                        .anyMatch(it -> table(it).name().equals(table.name()));
    }

    /** The table that a statement is about, if it is about one. */
    Optional<Table> table(String field) {
        return tree().fields().contains(field)
                ? tree().node(field).filter(it -> it.is("RangeVar")).map(this::table)
                : Optional.empty();
    }

    Table table(PgNode rangeVar) {
        return model.table(Name.of(rangeVar));
    }

    /** The text of a part of the statement; empty where it is not known where that is. */
    String part(PgNode node) {
        return node.position().isPresent() ? SqlPart.from(text(), node.position().getAsInt()) : "";
    }

    /** The commands of an ALTER TABLE with their numbers from 1. */
    List<Alteration> alterations() {
        if (!tree().is("AlterTableStmt")) {
            return List.of();
        }
        List<PgNode> commands = tree().list("cmds");
        return IntStream.range(0, commands.size())
                .mapToObj(i -> new Alteration(i + 1, commands.get(i)))
                .toList();
    }

    /** One command of an ALTER TABLE. */
    record Alteration(int number, PgNode command) {

        boolean is(String subtype) {
            return command.text("subtype").equals(subtype);
        }

        String name() {
            return command.text("name");
        }

        Optional<PgNode> definition() {
            return command.node("def");
        }
    }
}
