package dev.lifeguard.migrate.script;

/** What a backslash in a string without a prefix is. */
enum StringSyntax {
    /** A character like any other. */
    STANDARD,
    /** An escape, so that a quote after it does not end the string. */
    BACKSLASH
}
