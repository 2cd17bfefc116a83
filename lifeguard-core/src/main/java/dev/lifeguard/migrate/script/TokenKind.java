package dev.lifeguard.migrate.script;

/** What the lexer tells apart. */
enum TokenKind {
    /** A keyword or a name without quotes. */
    WORD,
    /** A name in quotes. */
    NAME,
    /** A string between quotes, its prefix included. */
    STRING,
    /** A string between dollar tags. */
    DOLLAR_STRING,
    /** The digits of a number, or a parameter. */
    NUMBER,
    /** One character of an operator, or anything else that the server shall judge. */
    SYMBOL,
    /** An opening parenthesis. */
    OPEN,
    /** A closing parenthesis. */
    CLOSE,
    /** A semicolon. */
    SEMICOLON,
    /** From {@code --} to the end of the line, without the line break. */
    LINE_COMMENT,
    /** A block comment. */
    BLOCK_COMMENT,
    /** A backslash outside quotes. */
    BACKSLASH,
    /** The end of the script. */
    END
}
