package dev.lifeguard.migrate.tests.reader;

import java.util.regex.Pattern;

/** Why {@code up} refuses a script that psql might run: the closed list, each with its place. */
enum Refusal {
    CLIENT_COMMAND("The psql command \\S+ is refused: only psql could run it\\. .*"),
    CLIENT_SETTING("The (client's encoding|style of dates) can only be .*"),
    COPY_WITHOUT_END("COPY … FROM STDIN has no end\\. .*"),
    COPY_FOLLOWED_ON_ITS_LINE("Only a comment that ends on the line may follow COPY .*"),
    COPY_TO_STDOUT("COPY … TO STDOUT is refused: .*"),
    TRANSACTION_CONTROL("\\S.* is refused: the section runs in one transaction, .*"),
    LOCAL_SETTING("\\S.* is refused: what it does would last beyond the COMMIT below it, .*"),
    UNDECLARED_PLACEHOLDER("The name \\S+ holds the placeholder .*"),
    TRANSACTION_CONTROL_WITHOUT_ONE("\\S.* is refused in a section that runs without a .*"),
    TRANSACTION_MODES("\\S.* is refused with other modes than READ WRITE .*"),
    TRANSACTION_UNCLOSED("\\S.* has no COMMIT in its section\\. .*"),
    PSQL_VARIABLE("(?s)syntax error at or near \":\" \\(SQLState 42601\\)\\. .*");

    /** The line with a caret, but for a place far to the right. */
    private static final String LINE = "(\\n {2}\\d+ \\| .*\\n +\\| *\\^)?";

    private static final String PLACE =
            "(LG-302|LG-201 Migration 20240101000000 case failed at)"
                    + " 20240101000000_case\\.sql:[0-9]+:[0-9]+: ";

    private final Pattern message;

    Refusal(String message) {
        this.message = Pattern.compile(PLACE + message + LINE);
    }

    /** Whether a message is a refusal of this kind, with line and column. */
    boolean isSaidBy(String said) {
        return message.matcher(said).matches();
    }

    /** Whether a message is one of a refusal that is no error in the script's SQL. */
    static boolean isDeliberate(String said) {
        for (Refusal refusal : values()) {
            if (refusal != PSQL_VARIABLE && refusal.isSaidBy(said)) {
                return true;
            }
        }
        return false;
    }
}
