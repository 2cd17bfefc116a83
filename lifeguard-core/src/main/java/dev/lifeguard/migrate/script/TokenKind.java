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
    /** {@code /*!} with its version, which begins a comment that the server executes. */
    OPEN_EXECUTABLE,
    /** The end of such a comment. */
    CLOSE_EXECUTABLE,
    /** A semicolon, or the delimiter that is set instead. */
    SEMICOLON,
    /** From {@code --} to the end of the line, without the line break. */
    LINE_COMMENT,
    /** The same from {@code #} or {@code //} on. */
    OTHER_LINE_COMMENT,
    /** A block comment. */
    BLOCK_COMMENT,
    /** A backslash outside quotes, where it begins a client's command. */
    BACKSLASH,
    /** The end of the script. */
    END
}
