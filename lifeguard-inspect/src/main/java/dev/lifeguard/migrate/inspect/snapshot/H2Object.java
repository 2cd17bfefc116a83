package dev.lifeguard.migrate.inspect.snapshot;

import java.util.Optional;

/**
 * An object as H2 scripts it.
 *
 * @param phase when its statement runs
 * @param key what tells it from others
 * @param shown its name for those who read
 * @param sql its statement
 * @param of the key of what it belongs to
 */
record H2Object(
        Phase phase,
        ObjectType type,
        Identity key,
        String shown,
        String sql,
        Optional<Identity> of) {

    /** When statements run, in this order. */
    enum Phase {
        /** As they need each other. */
        MADE,
        /** When all tables are there. */
        REFERRED,
        /** When everything is there. */
        TOLD
    }

    /** What can have the same name as others. */
    enum Space {
        RELATION,
        SCHEMA,
        DOMAIN,
        CONSTANT,
        ALIAS,
        SEQUENCE,
        ROLE,
        CONSTRAINT,
        INDEX,
        TRIGGER,
        /** Grants and comments, of which one object has many. */
        NOTHING;

        /** That of a word in a statement. */
        static Space of(String kind) {
            return switch (kind) {
                case "SCHEMA",
                        "DOMAIN",
                        "CONSTANT",
                        "SEQUENCE",
                        "ROLE",
                        "CONSTRAINT",
                        "INDEX",
                        "TRIGGER" ->
                        valueOf(kind);
                case "ALIAS", "AGGREGATE" -> ALIAS;
                default -> RELATION;
            };
        }
    }

    /**
     * What tells an object from others.
     *
     * @param name qualified, in quotes
     */
    record Identity(Space space, String name) {}

    /** One that belongs to nothing. */
    static H2Object whole(ObjectType type, Identity key, String sql) {
        return new H2Object(Phase.MADE, type, key, H2Name.shown(key.name()), sql, Optional.empty());
    }

    /** What is said of another one. */
    static H2Object told(ObjectType type, String about, String sql, Identity of) {
        return new H2Object(
                Phase.TOLD,
                type,
                new Identity(Space.NOTHING, sql),
                H2Name.shown(about),
                sql,
                Optional.of(of));
    }

    boolean isWhole() {
        return of.isEmpty();
    }
}
