package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.script.SqlStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement of a script failed, or one of this library's own around it. */
public final class ScriptStatementException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable SqlStatement statement;
    private final SQLException failure;

    /** With the author's statement, or null for one of this library's own. */
    public ScriptStatementException(@Nullable SqlStatement statement, SQLException failure) {
        super(failure);
        this.statement = statement;
        this.failure = failure;
    }

    /** Null for a statement of this library's own. */
    public @Nullable SqlStatement statement() {
        return statement;
    }

    public SQLException failure() {
        return failure;
    }
}
