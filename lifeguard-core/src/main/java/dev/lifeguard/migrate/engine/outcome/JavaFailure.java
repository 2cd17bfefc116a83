package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import java.sql.SQLException;
import java.util.Optional;

/** A Java migration failed by itself, not at a statement. */
public final class JavaFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;
    private final boolean ofSession;

    /**
     * What it threw.
     *
     * @param ofSession whether a statement on the migration's own connection may have failed
     */
    public JavaFailure(Throwable thrown, boolean ofSession) {
        super(thrown);
        this.thrown = thrown;
        this.ofSession = ofSession;
    }

    /** The failure of the session that it ran into, if it did, whatever it made of it. */
    public Optional<SQLException> lostConnection(Session session) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException failure
                    && SqlError.lostConnection(session.asked(failure))) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    /**
     * The failure of a statement that means that, whatever the migration made of it; another
     * database that it works with may have failed so, too, and that counts for nothing here.
     */
    public Optional<SQLException> met(Condition condition) {
        if (!ofSession) {
            return Optional.empty();
        }
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException failure && SqlError.condition(failure) == condition) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    /** What the migration threw. */
    public Throwable thrown() {
        return thrown;
    }
}
