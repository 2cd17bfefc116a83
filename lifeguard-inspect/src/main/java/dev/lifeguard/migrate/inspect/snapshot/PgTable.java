package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table that is put together of what the catalogue says of it, its columns and constraints. */
final class PgTable {

    private final Frame frame;
    private final List<Column> all = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();

    /** Which columns stand in its CREATE TABLE. */
    enum Columns {
        ALL,
        /** Not those that come from its parents alone. */
        OWN
    }

    /**
     * A column.
     *
     * @param defaults with the keyword, or empty
     * @param required NOT NULL, or empty
     * @param statements what cannot stand in CREATE TABLE; each begins with a line feed
     * @param defaultAddress empty where it has no default
     */
    record Column(
            String name,
            String definition,
            String defaults,
            String required,
            String statements,
            Origin origin,
            String defaultAddress) {

        String full() {
            return definition + defaults + required;
        }
    }

    /**
     * Where a column comes from.
     *
     * @param inherited whether it comes from the parents alone
     * @param defaults the parents' default, or empty
     * @param required whether the parents' is NOT NULL
     */
    record Origin(boolean inherited, String defaults, boolean required) {}

    /**
     * A constraint.
     *
     * @param inside whether it can stand in CREATE TABLE
     * @param own whether it does not come from the parents alone
     * @param index what is said of its index; each statement begins with a line feed
     */
    record Constraint(
            String address,
            String name,
            String type,
            boolean inside,
            String definition,
            String statement,
            boolean own,
            String index) {}

    /**
     * The table without its columns.
     *
     * @param head what stands before them
     * @param tail what stands behind them
     * @param statements its own; each begins with a line feed
     * @param child what makes it a child of tables that are not partitioned, where no part of
     *     CREATE TABLE does
     */
    record Frame(
            String address,
            ObjectType type,
            String object,
            String head,
            String tail,
            String statements,
            Columns columns,
            Optional<String> child) {}

    PgTable(Frame frame) {
        this.frame = frame;
    }

    String address() {
        return frame.address();
    }

    ObjectType type() {
        return frame.type();
    }

    String object() {
        return frame.object();
    }

    void add(Column column) {
        all.add(column);
    }

    void add(Constraint constraint) {
        constraints.add(constraint);
    }

    /** The addresses of what can be said later, where something else has to be there first. */
    List<String> postponable() {
        List<String> addresses = new ArrayList<>();
        all.stream()
                .filter(each -> each.defaults().startsWith(" DEFAULT"))
                .forEach(each -> addresses.add(each.defaultAddress()));
        constraints.stream()
                .filter(each -> each.type().equals("c"))
                .forEach(each -> addresses.add(each.address()));
        return addresses;
    }

    /**
     * What makes the table.
     *
     * @param postponed the addresses of what is said later
     */
    String sql(Set<String> postponed) {
        List<String> lines = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        for (Column column : all) {
            if (frame.columns() == Columns.OWN && column.origin().inherited()) {
                rest.append(overridden(column));
            } else {
                String defaults =
                        postponed.contains(column.defaultAddress()) ? "" : column.defaults();
                lines.add(column.definition() + defaults + column.required());
            }
            rest.append(column.statements());
        }
        for (Constraint constraint : constraints) {
            if (constraint.inside() && isHere(constraint, postponed)) {
                lines.add(constraint.definition());
            }
            if (constraint.inside()) {
                rest.append(constraint.index());
            }
        }
        String inside =
                lines.stream()
                        .map(line -> "    " + line)
                        .collect(Collectors.joining(",\n", "\n", "\n"));
        return "%s (%s)%s;%s%s"
                .formatted(
                        frame.head(),
                        lines.isEmpty() ? "" : inside,
                        frame.tail(),
                        frame.statements(),
                        rest);
    }

    private boolean isHere(Constraint constraint, Set<String> postponed) {
        return !postponed.contains(constraint.address())
                && (frame.columns() == Columns.ALL
                        || constraint.own()
                        || !constraint.type().equals("c"));
    }

    private String overridden(Column column) {
        String alter = "\nALTER TABLE ONLY %s ALTER COLUMN %s ".formatted(object(), column.name());
        String sql = "";
        if (!column.defaults().equals(column.origin().defaults())) {
            sql += alter + (column.defaults().isEmpty() ? "DROP" : "SET" + column.defaults());
            sql += column.defaults().isEmpty() ? " DEFAULT;" : ";";
        }
        if (!column.required().isEmpty() && !column.origin().required()) {
            sql += alter + "SET NOT NULL;";
        }
        return sql;
    }

    /** What is said when tables and indexes are there: checks that are not valid, and the rest. */
    List<PgRow> later(Set<String> postponed) {
        List<PgRow> later = new ArrayList<>();
        for (Column column : all) {
            if (postponed.contains(column.defaultAddress())) {
                String sql =
                        "ALTER TABLE ONLY %s ALTER COLUMN %s SET%s;"
                                .formatted(object(), column.name(), column.defaults());
                later.add(row(Phase.CHECKED, column.defaultAddress(), column.name(), sql));
            }
        }
        for (Constraint constraint : constraints) {
            Phase phase = phase(constraint);
            boolean said =
                    frame.columns() == Columns.ALL || constraint.own() || phase == Phase.REFERRED;
            boolean outside = !constraint.inside() || postponed.contains(constraint.address());
            if (said && outside) {
                later.add(
                        row(
                                phase,
                                constraint.address(),
                                constraint.name(),
                                constraint.statement() + constraint.index()));
            }
        }
        frame.child()
                .ifPresent(sql -> later.add(row(Phase.ATTACHED, "child:" + address(), "", sql)));
        return later;
    }

    private static Phase phase(Constraint constraint) {
        return switch (constraint.type()) {
            case "f" -> Phase.REFERRED;
            case "p", "u", "x" -> Phase.INDEXED;
            default -> Phase.CHECKED;
        };
    }

    private PgRow row(Phase phase, String at, String name, String sql) {
        return new PgRow(
                phase,
                at,
                ObjectType.CONSTRAINT,
                object() + "." + name,
                sql,
                Optional.of(address()));
    }

    /**
     * It with its columns and constraints, for what compares it.
     *
     * @param added what else belongs to it
     */
    SchemaObject compared(List<SchemaObject> added) {
        List<SchemaObject> parts = new ArrayList<>();
        all.forEach(
                each ->
                        parts.add(
                                part(
                                        ObjectType.COLUMN,
                                        each.name(),
                                        each.full(),
                                        each.statements())));
        constraints.forEach(
                each ->
                        parts.add(
                                part(
                                        ObjectType.CONSTRAINT,
                                        each.name(),
                                        each.definition(),
                                        each.index())));
        parts.addAll(added);
        String head =
                frame.head()
                        + frame.tail()
                        + ";"
                        + frame.statements()
                        + frame.child().map(sql -> "\n" + sql).orElse("");
        return new SchemaObject(type(), object(), sql(Set.of()), head, parts);
    }

    private SchemaObject part(ObjectType kind, String name, String definition, String more) {
        return SchemaObject.of(kind, object() + "." + name, definition + more);
    }
}
