package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.error.Remedy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session that keeps the lock that another one waits for, as the server shows it to this user.
 *
 * @param pid of its server process; 0 of a prepared transaction, which has none
 * @param application what it calls itself, or what kind of process it is, or empty
 * @param user who logged in, or empty
 * @param state what it does, or null where this user may not see that
 * @param waiting whether it waits for a lock itself
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
        boolean waiting,
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

    private static final String AUTOVACUUM = "autovacuum worker";
    private static final String WRAPAROUND = "(to prevent wraparound)";
    private static final String BACKGROUND =
            ", a process of the server's own, such as autovacuum is";
    private static final String HIDDEN = "<insufficient privilege>";
    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cntrl}\\p{Cf}]+");

    /** Of a longer statement the server is asked for so much. */
    private static final int SHOWN = 200;

    private static final Pattern QUOTED = Pattern.compile("'.*'|\\$\\w*\\$.*");
    private static final Pattern QUOTED_AND_CUT = Pattern.compile("'.*|\\$\\w*\\$.*");

    /** From the columns of {@link dev.lifeguard.migrate.dialect.LockSql#inTheWayOf}. */
    static InTheWay of(ResultSet row) throws SQLException {
        long open = row.getLong("open");
        Long known = row.wasNull() ? null : Long.valueOf(open);
        String statement = row.getString("statement");
        String fate = row.getString("fate");
        return new InTheWay(
                row.getInt("pid"),
                clean(row.getString("application")),
                clean(row.getString("login")),
                row.getString("state"),
                row.getBoolean("waiting"),
                known,
                statement == null || HIDDEN.equals(statement) ? null : masked(statement),
                row.getLong("session"),
                Optional.ofNullable(fate).map(it -> Fate.valueOf(it.toUpperCase(Locale.ROOT))));
    }

    /** Others choose their names. */
    private static String clean(@Nullable String text) {
        return text == null ? "" : UNSEEN.matcher(text).replaceAll(" ").strip();
    }

    /**
     * Values may be a password or a person's, so what is in quotes is left out, to the last quote;
     * of a text that may be cut, to the end.
     */
    private static String masked(String statement) {
        Pattern quoted = statement.length() < SHOWN ? QUOTED : QUOTED_AND_CUT;
        return quoted.matcher(clean(statement)).replaceFirst("'…'");
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
                    + (user.isEmpty() ? BACKGROUND : "")
                    + "; what it runs is not shown to this user (pg_read_all_stats)";
        }
        String doing = statement.isEmpty() ? "" : ", " + does() + statement;
        return who + openSince() + doing;
    }

    private String does() {
        if (waiting) {
            return "which waits for a lock itself, and runs: ";
        }
        return "active".equals(state) ? "which runs: " : "whose last statement is: ";
    }

    /** What the server does about it by itself, as a sentence; empty where that is nothing. */
    Optional<String> advice() {
        if (!application.equals(AUTOVACUUM)) {
            return Optional.empty();
        }
        boolean wraparound = statement != null && statement.contains(WRAPAROUND);
        String why =
                wraparound
                        ? "This autovacuum works against wraparound and makes way for nobody: use %s"
                                .formatted(Remedy.CANCEL_AUTOVACUUM.place())
                        : "An autovacuum makes way only for who waits longer than deadlock_timeout: set %s above it, or use %s"
                                .formatted(
                                        Remedy.TABLE_LOCK_TIMEOUT.place(),
                                        Remedy.CANCEL_AUTOVACUUM.place());
        return Optional.of(why + ".");
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
