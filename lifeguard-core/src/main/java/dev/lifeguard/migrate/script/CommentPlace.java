package dev.lifeguard.migrate.script;

/** Where a comment stands. */
enum CommentPlace {
    /** Before a statement's first token, or after its semicolon. */
    BETWEEN_STATEMENTS,
    /** After a statement's first token, and before its semicolon. */
    IN_STATEMENT
}
