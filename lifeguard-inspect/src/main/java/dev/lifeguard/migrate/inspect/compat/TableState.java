package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Rule.Check;
import dev.lifeguard.migrate.inspect.compat.Rule.UncheckedPresence;
import dev.lifeguard.migrate.inspect.compat.Rule.UniqueKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table, or what is read and written like one.
 *
 * @param id the server's, which another table of the same name does not have
 * @param parts its partitions, those of partitions too
 * @param privileges who may do what, as the catalogue writes it
 * @param query of a view; empty of a table
 * @param traits what else it is
 */
record TableState(
        long id,
        String schema,
        String name,
        List<ColumnState> columns,
        List<Rule> rules,
        List<Trigger> triggers,
        List<TableState> parts,
        Set<String> privileges,
        String query,
        Set<Trait> traits) {

    TableState {
        columns = List.copyOf(columns);
        rules = List.copyOf(rules);
        triggers = List.copyOf(triggers);
        parts = List.copyOf(parts);
        privileges = Set.copyOf(privileges);
        traits = Set.copyOf(traits);
    }

    /** What a table or a view may be. */
    enum Trait {
        /** Policies choose the rows that a role sees. */
        ROW_SECURITY,
        /** A view takes no rows that it does not show. */
        CHECK_OPTION,
        /** A materialized view that nobody refreshed yet. */
        NOT_FILLED
    }

    /**
     * A trigger.
     *
     * @param definition as SQL
     * @param events those of {@code tgtype}
     * @param source its function's
     */
    record Trigger(String name, String definition, int events, String source) {

        private static final int ROW = 1;
        private static final int BEFORE = 2;
        private static final int INSERT = 4;
        private static final int DELETE = 8;
        private static final int UPDATE = 16;
        private static final int TRUNCATE = 32;
        private static final int INSTEAD = 64;

        /** For people: a rule is as one. */
        String said() {
            return "The %s \"%s\"".formatted(isRule() ? "rule" : "trigger", name);
        }

        private boolean isRule() {
            return definition.startsWith("CREATE RULE ");
        }

        boolean isInsteadOfInsert() {
            return !isRule() && replaces(Write.Kind.INSERT);
        }

        /** Whether it runs in the place of a write. */
        boolean replaces(Write.Kind kind) {
            return (events & INSTEAD) != 0 && firesFor(kind);
        }

        boolean firesFor(Write.Kind kind) {
            int event =
                    switch (kind) {
                        case INSERT, INSERT_OR_NOTHING -> INSERT;
                        case UPDATE -> UPDATE;
                        case DELETE -> DELETE;
                        case TRUNCATE, TRUNCATE_CASCADE -> TRUNCATE;
                    };
            return (events & event) != 0;
        }

        boolean isLike(Trigger other) {
            return name.equals(other.name) && definition.equals(other.definition);
        }

        /** Whether it may give a column a value before the row is checked. */
        boolean mayFill(String column, Write.Kind kind) {
            return firesFor(kind) && (events & (ROW | BEFORE)) == (ROW | BEFORE) && assigns(column);
        }

        /** As PL/pgSQL does it. */
        private boolean assigns(String column) {
            return Pattern.compile(
                            "(?i)(?:(?:^|;|\\b(?:BEGIN|THEN|ELSE|LOOP))\\s*"
                                    + "|\\bINTO\\s+(?:STRICT\\s+)?)NEW\\.\"?"
                                    + Pattern.quote(column)
                                    + "\\b")
                    .matcher(source)
                    .find();
        }
    }

    /** The same with its partitions. */
    TableState with(List<TableState> partitions) {
        return new TableState(
                id, schema, name, columns, rules, triggers, partitions, privileges, query, traits);
    }

    /** The same with those of its rules alone that are about each row for itself. */
    TableState withChecks() {
        return new TableState(
                id,
                schema,
                name,
                columns,
                rules.stream()
                        .filter(it -> it instanceof Check || it instanceof UncheckedPresence)
                        .toList(),
                triggers,
                parts,
                privileges,
                query,
                traits);
    }

    /** With its schema, as SQL. */
    String sql() {
        return new TableName(schema, name).sql();
    }

    /** With its schema, for people. */
    String said() {
        return schema + "." + name;
    }

    /** Whether it is one now that the other was not. */
    boolean became(Trait trait, TableState before) {
        return traits.contains(trait) && !before.traits.contains(trait);
    }

    /** Whether REFRESH MATERIALIZED VIEW CONCURRENTLY can tell its rows apart. */
    boolean tellsRowsApart() {
        return rules.stream()
                .anyMatch(
                        rule ->
                                rule instanceof UniqueKey key
                                        && !key.plain().isEmpty()
                                        && key.where().isEmpty());
    }

    /** Whether a trigger may give a column a value before the row is checked. */
    boolean fills(String column, Write.Kind kind) {
        return triggers.stream().anyMatch(each -> each.mayFill(column, kind));
    }

    Optional<ColumnState> column(String wanted) {
        return columns.stream().filter(each -> each.name().equals(wanted)).findFirst();
    }
}
