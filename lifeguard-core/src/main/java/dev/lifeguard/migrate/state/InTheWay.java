package dev.lifeguard.migrate.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session that keeps the lock that another one waits for, as the server shows it to this user.
 *
 * @param pid of its server process; 0 of a prepared transaction, which has none
 * @param application what it calls itself, or what kind of process it is, or empty
 * @param user who logged in, or empty
 * @param state what it does, or null where this user may not see that
 * @param open how long its transaction is open in milliseconds, or null where that is not seen
 * @param statement that runs, or ran last, or the name of a prepared transaction; null if not seen
 * @param session which no later one of that number has; 0 where it is not seen
 * @param fate what comes of it where some are to be terminated; empty where it is let be
 */
record InTheWay(
        int pid,
        String application,
        String user,
        @Nullable String state,
        @Nullable Long open,
        @Nullable String statement,
        long session,
        Optional<Fate> fate) {

    /** What comes of a session that is in the way where some are to be terminated. */
    enum Fate {
        /** It is terminated. */
        ENDS,
        /** It is a superuser's, and stays. */
        SUPERUSER,
        /** It is not seen what it is, so it stays. */
        HIDDEN
    }

    private static final String HIDDEN = "<insufficient privilege>";

    /** From the columns of {@link dev.lifeguard.migrate.dialect.LockSql#inTheWayOf}. */
    static InTheWay of(ResultSet row) throws SQLException {
        long open = row.getLong("open");
        Long known = row.wasNull() ? null : Long.valueOf(open);
        String statement = row.getString("statement");
        String fate = row.getString("fate");
        return new InTheWay(
                row.getInt("pid"),
                orEmpty(row.getString("application")),
                orEmpty(row.getString("login")),
                row.getString("state"),
                known,
                HIDDEN.equals(statement) ? null : statement,
                row.getLong("session"),
                Optional.ofNullable(fate).map(it -> Fate.valueOf(it.toUpperCase(Locale.ROOT))));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** For the middle of a sentence. */
    String said() {
        if (pid == 0) {
            return "a prepared transaction%s%s, which COMMIT PREPARED or ROLLBACK PREPARED ends"
                    .formatted(statement == null ? "" : " (\"" + statement + "\")", openSince());
        }
        String who = "process %s%s".formatted(pid, named());
        if (statement == null) {
            return who
                    + openSince()
                    + "; what it runs is not shown to this user (pg_read_all_stats)";
        }
        String does = "active".equals(state) ? "which runs: " : "whose last statement is: ";
        return open == null
                ? "%s, %s%s".formatted(who, does, statement)
                : "%s%s, %s%s".formatted(who, openSince(), does, statement);
    }

    private String named() {
        String login = user.isEmpty() ? "" : "user " + user;
        String both = application.isEmpty() || login.isEmpty() ? "" : ", ";
        String all = application + both + login;
        return all.isEmpty() ? "" : " (%s)".formatted(all);
    }

    private String openSince() {
        return open == null
                ? ""
                : ", whose transaction is open for " + HeldLock.spoken(Duration.ofMillis(open));
    }
}
