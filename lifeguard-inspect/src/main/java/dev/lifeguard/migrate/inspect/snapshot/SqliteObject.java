package dev.lifeguard.migrate.inspect.snapshot;

import java.util.List;

/**
 * An object as SQLite keeps it.
 *
 * @param name without quotes
 * @param table what it belongs to; its own name where it belongs to nothing
 * @param sql the statement that makes it, without a semicolon
 * @param columns the names of a view's columns; none of one that cannot be read
 * @param quotes whether double quotes are those of names for certain
 */
record SqliteObject(
        Kind kind, String name, String table, String sql, List<String> columns, Quotes quotes) {

    /** What it is, in the order in which a database takes them. */
    enum Kind {
        TABLE,
        VIRTUAL,
        INDEX,
        VIEW,
        TRIGGER;

        /** Whether it belongs to another one. */
        boolean isPart() {
            return this == INDEX || this == TRIGGER;
        }

        ObjectType type() {
            return switch (this) {
                case TABLE, VIRTUAL -> ObjectType.TABLE;
                case INDEX -> ObjectType.INDEX;
                case VIEW -> ObjectType.VIEW;
                case TRIGGER -> ObjectType.TRIGGER;
            };
        }
    }

    /** What stands between double quotes. */
    enum Quotes {
        NAMES,
        NAMES_AND_TEXTS,
        /** It names what is not there, so nobody knows. */
        BROKEN
    }

    /** Copies the list. */
    SqliteObject {
        columns = List.copyOf(columns);
    }

    SqliteObject with(List<String> names) {
        return new SqliteObject(kind, name, table, sql, names, quotes);
    }

    /** The same with the name of what it belongs to as that itself has it. */
    SqliteObject of(String whole) {
        return new SqliteObject(kind, name, whole, sql, columns, quotes);
    }

    /** The same with a statement in which double quotes are those of names. */
    SqliteObject settled(String settled) {
        return new SqliteObject(kind, name, table, settled, columns, Quotes.NAMES);
    }

    /** The same as one that names what is not there. */
    SqliteObject broken() {
        return new SqliteObject(kind, name, table, sql, columns, Quotes.BROKEN);
    }

    /** Whether it reads others when it is used. */
    boolean isCode() {
        return kind == Kind.VIEW || kind == Kind.TRIGGER;
    }

    /** Its statement. */
    List<SqliteToken> tokens() {
        List<SqliteToken> tokens = SqliteToken.of(sql);
        return quotes == Quotes.NAMES
                ? tokens.stream().map(SqliteToken::quotedName).toList()
                : tokens;
    }

    String object() {
        return SqliteWords.quoted(name);
    }
}
