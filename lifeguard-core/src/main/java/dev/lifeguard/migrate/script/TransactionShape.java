package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import org.jspecify.annotations.Nullable;

/**
 * How the statements of one section go together with the transaction that it runs in.
 *
 * <p>A section with a transaction may hold savepoints, and may as a whole be one {@code BEGIN …
 * COMMIT} block, whose two statements are then left out. A section without one may hold no
 * transaction control at all, since progress is recorded between its statements.
 */
final class TransactionShape {

    private static final String OTHER_MODES =
            " is refused with other modes than READ WRITE and ISOLATION LEVEL READ COMMITTED. Take"
                    + " them out.";

    private final String file;
    private int count;

    // Each is null until such a statement comes.
    private ScriptItem.@Nullable Statement begin;
    private ScriptItem.@Nullable Statement commit;
    private ScriptItem.@Nullable Statement control;
    private ScriptItem.@Nullable Statement refused;
    private @Nullable SqlStatement outside;

    TransactionShape(String file) {
        this.file = file;
    }

    void add(ScriptItem.Statement statement) {
        count++;
        if (commit != null) {
            refuse(commit);
        }
        if (statement.form().control() != TransactionControl.NONE && control == null) {
            control = statement;
        }
        if (statement.form().runsOutside() && outside == null) {
            outside = statement.numbered(count);
        }
        switch (statement.form().control()) {
            case NONE, SAVEPOINT -> {}
            case BEGIN -> addBegin(statement);
            case COMMIT -> addCommit(statement);
            case BEGIN_WITH_MODES, OTHER_MODES, OTHER -> refuse(statement);
        }
    }

    /** The statements that run. */
    int count() {
        return isBlock() ? count - 2 : count;
    }

    /** Whether the section as a whole is one BEGIN … COMMIT block. */
    boolean isBlock() {
        return commit != null;
    }

    /** The first statement that cannot run in a transaction, or null if there is none. */
    @Nullable SqlStatement outside() {
        return outside;
    }

    /** Throws if the statements cannot run without a transaction. */
    void checkWithout() {
        if (control != null) {
            throw fault(
                    "%s is refused in a section that runs without a transaction: progress is"
                            + " recorded between its statements. Take it out.",
                    control);
        }
    }

    /** Throws if the statements cannot run in one transaction; none of them runs outside. */
    void checkWithin() {
        if (refused != null) {
            throw fault(refusal(refused), refused);
        }
        if (begin != null && commit == null) {
            throw fault(
                    "%s has no COMMIT at the end of its section. Take it out: the section runs in"
                            + " one transaction anyway.",
                    begin);
        }
    }

    /** Throws if a statement that cannot run in a transaction stands in a block. */
    void checkBlock() {
        if (begin != null && outside != null) {
            throw outside.start()
                    .fault(
                            ("%s cannot run in a transaction, but its section begins with %s. Take"
                                            + " that and its COMMIT out.")
                                    .formatted(outside.summary(), begin.form().name()),
                            file);
        }
    }

    private void addBegin(ScriptItem.Statement statement) {
        if (count == 1) {
            begin = statement;
        } else {
            refuse(statement);
        }
    }

    private void addCommit(ScriptItem.Statement statement) {
        if (begin != null && commit == null) {
            commit = statement;
        } else {
            refuse(statement);
        }
    }

    private void refuse(ScriptItem.Statement statement) {
        if (refused == null) {
            refused = statement;
        }
    }

    private String refusal(ScriptItem.Statement statement) {
        TransactionControl control = statement.form().control();
        if (control == TransactionControl.BEGIN_WITH_MODES) {
            return "%s" + OTHER_MODES;
        }
        if (control == TransactionControl.OTHER_MODES) {
            return "SET TRANSACTION" + OTHER_MODES;
        }
        if (statement.equals(commit)) {
            return "%s is refused before the end of its section, which runs in one transaction."
                    + " Take it and its BEGIN out, or split the migration in two.";
        }
        return "%s is refused: the section runs in one transaction, which begins before its first"
                + " statement and is committed after its last. Take it out.";
    }

    private InvalidScriptException fault(String message, ScriptItem.Statement statement) {
        return statement.start().fault(message.formatted(statement.form().name()), file);
    }
}
