package dev.lifeguard.migrate.inspect.compat;

import java.util.Map;
import java.util.Set;

/** What the rows of a table have to fulfil. */
sealed interface Rule {

    /** The constraint's or the index's name. */
    String name();

    /** The columns that it is about. */
    Set<String> columns();

    /** Whether what fulfils the other one fulfils this, too, as far as their texts tell. */
    boolean follows(Rule other);

    /** What is known of the rows from before a constraint. */
    enum OldRows {
        /** They fulfil it. */
        VALIDATED,
        /** Nobody looked: NOT VALID. */
        UNKNOWN
    }

    /**
     * A CHECK.
     *
     * @param condition as SQL
     * @param old what is known of the rows from before it
     */
    record Check(String name, Set<String> columns, String condition, OldRows old) implements Rule {

        public Check {
            columns = Set.copyOf(columns);
        }

        @Override
        public boolean follows(Rule other) {
            return other instanceof Check check && condition.equals(check.condition);
        }
    }

    /** A NOT NULL that is NOT VALID, so that old rows may be without a value. */
    record UncheckedPresence(String name, String column) implements Rule {

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public boolean follows(Rule other) {
            return other instanceof UncheckedPresence presence && column.equals(presence.column);
        }
    }

    /** What a unique index makes of nulls. */
    enum Nulls {
        /** No two of them are equal, or it takes none. */
        DISTINCT,
        /** NULLS NOT DISTINCT. */
        EQUAL
    }

    /**
     * A unique index, or an exclusion constraint.
     *
     * @param plain its key where that is columns alone, with what counts as equal there beyond the
     *     same value: nulls, and what a collation says; empty where it has expressions
     * @param where its condition; empty where it is for all rows
     * @param definition as SQL, without the name
     */
    record UniqueKey(
            String name,
            Set<String> columns,
            Map<String, String> plain,
            Nulls nulls,
            String where,
            String definition,
            Deferral deferral)
            implements Rule {

        public UniqueKey {
            columns = Set.copyOf(columns);
            plain = Map.copyOf(plain);
        }

        @Override
        public boolean follows(Rule other) {
            return isLike(other) && !deferral.isEarlierThan(((UniqueKey) other).deferral);
        }

        /** Whether it refuses nothing at the end of a transaction that the other one takes. */
        boolean isLike(Rule other) {
            return other instanceof UniqueKey key
                    && (definition.equals(key.definition) || differsWith(key));
        }

        /** Whether two rows that differ there differ here, too. */
        private boolean differsWith(UniqueKey other) {
            return !other.plain.isEmpty()
                    && other.plain.entrySet().stream()
                            .allMatch(old -> differsWith(old.getKey(), old.getValue()))
                    && (other.where.isEmpty() || other.where.equals(where));
        }

        private boolean differsWith(String column, String equal) {
            String now = plain.get(column);
            return now != null && (now.isEmpty() || now.equals(equal));
        }
    }

    /**
     * A foreign key of this table.
     *
     * @param parent the table that it refers to, with its schema
     * @param parentColumns those that it refers to
     * @param meaning which columns refer to which, as SQL
     * @param match as {@code confmatchtype}
     * @param onDelete what becomes of this table's rows, as {@code confdeltype}
     * @param onUpdate the same of {@code confupdtype}
     * @param cleared which columns ON DELETE SET NULL empties
     */
    record Reference(
            String name,
            Set<String> columns,
            String parent,
            Set<String> parentColumns,
            String meaning,
            char match,
            char onDelete,
            char onUpdate,
            Set<String> cleared,
            Deferral deferral)
            implements Rule {

        private static final char FULL = 'f';
        private static final char RESTRICT = 'r';
        private static final char CASCADE = 'c';
        private static final char SET_NULL = 'n';
        private static final String REFUSING = "a" + RESTRICT;

        public Reference {
            columns = Set.copyOf(columns);
            parentColumns = Set.copyOf(parentColumns);
            cleared = Set.copyOf(cleared);
        }

        @Override
        public boolean follows(Rule other) {
            return other instanceof Reference old
                    && isLike(old)
                    && !deferral.isEarlierThan(old.deferral)
                    && !(isFull() && !old.isFull());
        }

        /** Whether both mean the same columns. */
        boolean isLike(Reference other) {
            return meaning.equals(other.meaning);
        }

        /** Whether either all of its columns are null or none is: MATCH FULL. */
        boolean isFull() {
            return match == FULL && columns.size() > 1;
        }

        boolean refusesDelete() {
            return REFUSING.indexOf(onDelete) >= 0;
        }

        boolean refusesUpdate() {
            return REFUSING.indexOf(onUpdate) >= 0;
        }

        boolean cascadesDelete() {
            return onDelete == CASCADE;
        }

        boolean cascadesUpdate() {
            return onUpdate == CASCADE;
        }

        /** Which columns are null behind a DELETE. */
        Set<String> clearedByDelete() {
            return onDelete == SET_NULL ? cleared : Set.of();
        }

        /** Which columns are null behind a change of a key. */
        Set<String> clearedByUpdate() {
            return onUpdate == SET_NULL ? columns : Set.of();
        }

        /** When a DELETE is refused: RESTRICT does not wait. */
        Deferral deferralOfDelete() {
            return onDelete == RESTRICT ? Deferral.NEVER : deferral;
        }

        /** When a change of a key is refused. */
        Deferral deferralOfUpdate() {
            return onUpdate == RESTRICT ? Deferral.NEVER : deferral;
        }
    }
}
