package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementFacts;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a script in as few flushes as its size allows, behind some statements of this library's
 * own, which go with the first one.
 */
public final class ScriptSender {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptSender.class);

    private static final int FLUSH_STATEMENTS = 200;
    private static final int MOST_LOGGED = 2000;
    private static final int FLUSH_CHARACTERS = 256 * 1024;

    private final Session session;
    private final String idleTimeout;
    private List<BoundSql> opening;
    private final LockLimit limit;
    private final List<SentStatement> waiting = new ArrayList<>();
    private int waitingCharacters;
    private boolean waitingChange;
    private boolean changedSession;
    private Leaves leaves = Leaves.NOTHING;
    private boolean behindScript;

    public ScriptSender(RunContext context, LockLimit limit, List<BoundSql> opening) {
        this.limit = limit;
        this.session = context.session();
        this.idleTimeout = context.sql().idleTimeout(context.lock().idleTimeout()).sql();
        this.opening = opening;
    }

    /** Whether a statement was sent that may have changed the session's settings. */
    public boolean changedSession() {
        return changedSession;
    }

    /** What the session may keep of what was sent. */
    public Leaves leaves() {
        return leaves;
    }

    /**
     * Sends all statements; the last ones wait for {@link #open} or {@link #close}.
     *
     * @throws ScriptStatementException when one of them fails
     */
    public void send(StatementReader reader) throws ScriptStatementException, IOException {
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            send(next.get(), reader);
        }
    }

    /** Sends what is waiting, and the opening statements if they were not sent yet. */
    public void open() throws ScriptStatementException {
        flush();
    }

    /** Whether the opening statements were answered. */
    public boolean isOpen() {
        return opening.isEmpty();
    }

    /** Sends what is waiting, and statements of this library's own behind it. */
    public void close(List<BoundSql> closing) throws ScriptStatementException {
        flush(closing);
    }

    /** Whether what failed was a statement of this library's own behind the script. */
    public boolean failedBehindScript() {
        return behindScript;
    }

    /** Work of its author's own is done on the session, which may change its settings. */
    public void handedOut() {
        leaves = Leaves.ANYTHING;
        changedSession = true;
    }

    /** Sends one statement, whose data the reader gives if it is a COPY. */
    public void sendOne(SqlStatement statement, StatementReader reader)
            throws ScriptStatementException, IOException {
        send(statement, reader);
        flush();
    }

    /** Sends one statement, which may wait for {@link #open} or {@link #close}. */
    public void send(SqlStatement statement, StatementReader reader)
            throws ScriptStatementException, IOException {
        changedSession |= statement.facts().has(Trait.CHANGES_SETTINGS);
        waitingChange |= mayEndIdleTimeout(statement);
        leaves = leaves.or(statement.leaves());
        log(statement);
        for (SentStatement each : limit.around(statement)) {
            if (each.authors() == null) {
                waiting.add(each);
            } else {
                sendNow(statement, reader);
            }
        }
    }

    private void sendNow(SqlStatement statement, StatementReader reader)
            throws ScriptStatementException, IOException {
        if (statement.kind() == StatementKind.COPY_FROM_STDIN) {
            flush();
            copy(statement, reader);
            return;
        }
        if (statement.kind() == StatementKind.GIVES_ROWS) {
            flush();
            runForNothing(statement);
            return;
        }
        waiting.add(SentStatement.of(statement));
        waitingCharacters += statement.text().length();
        if (waiting.size() >= FLUSH_STATEMENTS || waitingCharacters >= FLUSH_CHARACTERS) {
            flush();
        }
    }

    /** Statements are about to be sent. */
    public static void log(List<SentStatement> statements) {
        if (LOG.isDebugEnabled()) {
            for (SentStatement statement : statements) {
                if (statement.authors() != null) {
                    log(statement.authors());
                }
            }
        }
    }

    private static void log(SqlStatement statement) {
        if (LOG.isDebugEnabled()) {
            String text = statement.written();
            LOG.debug(
                    "Statement {} in line {}: {}",
                    statement.number(),
                    statement.start().line(),
                    text.length() <= MOST_LOGGED ? text : text.substring(0, MOST_LOGGED) + " ...");
        }
    }

    private void copy(SqlStatement statement, StatementReader reader)
            throws ScriptStatementException, IOException {
        try {
            session.authored().copyIn(statement.text(), reader.copyData());
        } catch (SQLException failure) {
            throw new ScriptStatementException(statement, failure);
        }
    }

    /** For itself, so that its rows need not be kept until others have run, too. */
    private void runForNothing(SqlStatement statement) throws ScriptStatementException {
        try {
            session.authored().runDroppingRows(statement.text());
            if (waitingChange) {
                session.run(List.of(), List.of(idleTimeout), List.of());
                waitingChange = false;
            }
        } catch (SQLException failure) {
            throw new ScriptStatementException(statement, failure);
        } catch (StatementFailedException failed) {
            throw new ScriptStatementException(statement, failed.failure());
        }
    }

    private void flush() throws ScriptStatementException {
        if (!waiting.isEmpty() || !opening.isEmpty()) {
            flush(List.of());
        }
    }

    private void flush(List<BoundSql> closing) throws ScriptStatementException {
        List<String> texts = new ArrayList<>();
        for (SentStatement statement : waiting) {
            texts.add(statement.text());
        }
        if (waitingChange) {
            // pg_dump's header sets it to 0, and then a frozen runner would sit in its transaction.
            texts.add(idleTimeout);
        }
        try {
            session.run(opening, texts, closing);
        } catch (StatementFailedException failed) {
            int index = failed.index() - opening.size();
            boolean ofScript = index >= 0 && index < waiting.size();
            behindScript = index >= waiting.size();
            throw new ScriptStatementException(
                    ofScript ? waiting.get(index).authors() : null, failed.failure());
        }
        opening = List.of();
        waiting.clear();
        waitingCharacters = 0;
        waitingChange = false;
    }

    /** Where it is one of many settings, what is sent for nothing would come between. */
    private boolean mayEndIdleTimeout(SqlStatement statement) {
        StatementFacts facts = statement.facts();
        return facts.has(Trait.CHANGES_SETTINGS)
                && (session.sendsInOneFlush()
                        || facts.has(Trait.RUNS_STATEMENTS)
                        || facts.has(Trait.NAMES_IDLE_TIMEOUT));
    }
}
