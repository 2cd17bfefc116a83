package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table, or what is read and written like one.
 *
 * @param name with its schema
 * @param parts its partitions, those of partitions too
 * @param privileges who may do what, as the catalogue writes it
 * @param query of a view; empty of a table
 * @param rowSecurity whether policies choose the rows that a role sees
 */
record TableState(
        String schema,
        String name,
        List<ColumnState> columns,
        List<Rule> rules,
        List<Trigger> triggers,
        List<TableState> parts,
        Set<String> privileges,
        String query,
        boolean rowSecurity) {

    TableState {
        columns = List.copyOf(columns);
        rules = List.copyOf(rules);
        triggers = List.copyOf(triggers);
        parts = List.copyOf(parts);
        privileges = Set.copyOf(privileges);
    }

    /** What the rows of a table have to fulfil. */
    sealed interface Rule {

        /** The constraint's or the index's name. */
        String name();

        /** The columns that it is about. */
        Set<String> columns();

        /** What two rules have in common that mean the same. */
        String meaning();
    }

    /**
     * A CHECK.
     *
     * @param condition as SQL
     */
    record Check(String name, Set<String> columns, String condition) implements Rule {

        Check {
            columns = Set.copyOf(columns);
        }

        @Override
        public String meaning() {
            return condition;
        }
    }

    /**
     * A unique index, or an exclusion constraint.
     *
     * @param plain its key where that is columns alone; empty where it has expressions
     * @param where its condition; empty where it is for all rows
     * @param definition as SQL, without the name
     */
    record UniqueKey(
            String name, Set<String> columns, Set<String> plain, String where, String definition)
            implements Rule {

        UniqueKey {
            columns = Set.copyOf(columns);
            plain = Set.copyOf(plain);
        }

        @Override
        public String meaning() {
            return definition;
        }

        /** Whether two rows that differ here differ there, too. */
        boolean follows(UniqueKey other) {
            return !other.plain.isEmpty()
                    && plain.containsAll(other.plain)
                    && (other.where.isEmpty() || other.where.equals(where));
        }
    }

    /**
     * A foreign key of this table.
     *
     * @param parent the table that it refers to, with its schema
     * @param parentColumns those that it refers to
     * @param onDelete what becomes of this table's rows, as {@code confdeltype}
     * @param onUpdate the same of {@code confupdtype}
     */
    record Reference(
            String name,
            Set<String> columns,
            String parent,
            Set<String> parentColumns,
            String meaning,
            char onDelete,
            char onUpdate)
            implements Rule {

        private static final String REFUSING = "ar";

        Reference {
            columns = Set.copyOf(columns);
            parentColumns = Set.copyOf(parentColumns);
        }

        boolean refusesDelete() {
            return REFUSING.indexOf(onDelete) >= 0;
        }

        boolean refusesUpdate() {
            return REFUSING.indexOf(onUpdate) >= 0;
        }
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

        boolean firesFor(Write.Kind kind) {
            int event =
                    switch (kind) {
                        case INSERT, INSERT_OR_NOTHING -> INSERT;
                        case UPDATE -> UPDATE;
                        case DELETE -> DELETE;
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
                schema, name, columns, rules, triggers, partitions, privileges, query, rowSecurity);
    }

    /** With its schema, as SQL. */
    String sql() {
        return new TableName(schema, name).sql();
    }

    /** With its schema, for people. */
    String said() {
        return schema + "." + name;
    }

    Optional<ColumnState> column(String wanted) {
        return columns.stream().filter(each -> each.name().equals(wanted)).findFirst();
    }
}
