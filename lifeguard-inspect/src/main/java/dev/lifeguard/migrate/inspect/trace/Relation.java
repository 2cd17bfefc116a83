package dev.lifeguard.migrate.inspect.trace;

/**
 * What a relation is at one moment.
 *
 * @param id its number in pg_class
 * @param name with its schema, each in quotes where it needs them
 * @param simpleName as the catalogue has it
 * @param kind as in pg_class
 * @param file the number of its file, 0 where it has none
 * @param space the number of its tablespace
 * @param table of an index, the table's number; else 0
 * @param parent of a partition, the number of what it is a partition of; else 0
 * @param toast the number of its TOAST table, 0 where it has none
 * @param scans how often all of it was read in this transaction
 */
record Relation(
        long id,
        String name,
        String simpleName,
        char kind,
        long file,
        long space,
        long table,
        long parent,
        long toast,
        long scans) {

    boolean isIndex() {
        return kind == 'i';
    }

    boolean isTable() {
        return kind == 'r' || kind == 'm';
    }

    boolean isMaterializedView() {
        return kind == 'm';
    }

    /** Whether it is a table or a materialized view, whose locks others wait for. */
    boolean canBeLocked() {
        return isTable() || kind == 'p';
    }

    RelationLock.Kind lockKind() {
        return switch (kind) {
            case 'r', 'p', 'm' -> RelationLock.Kind.TABLE;
            case 'i', 'I' -> RelationLock.Kind.INDEX;
            default -> RelationLock.Kind.OTHER;
        };
    }
}
