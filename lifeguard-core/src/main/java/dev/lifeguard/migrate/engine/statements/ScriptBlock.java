package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.program.ScriptSender;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code BEGIN … COMMIT} block of a script that runs statement by statement: one transaction
 * behind the fence, which commits together with its progress.
 */
final class ScriptBlock {

    /** A block of more text than this is kept for no other try. */
    private static final int MOST_KEPT = 4 * 1024 * 1024;

    private final RunContext context;
    private final ScriptSession script;
    private final List<BoundSql> opening;
    private final ScriptSender sender;
    private final SqlStatement first;

    /** What was sent, for another try. */
    private final List<SqlStatement> sent = new ArrayList<>();

    /** What this try begins with, until it is sent. */
    private List<SqlStatement> before = List.of();

    private int length;
    private boolean finished;
    private boolean changesSession;

    private ScriptBlock(
            RunContext context, ScriptSession script, SqlStatement first, List<BoundSql> opening) {
        this.context = context;
        this.script = script;
        this.opening = opening;
        this.sender = new ScriptSender(context, script.limits().ofBlock(), opening);
        this.first = first;
    }

    /** Begins the transaction; nothing is sent of the statement yet. */
    static ScriptBlock begin(
            RunContext context, ScriptSession script, SqlStatement first, StatementReader data)
            throws SQLException {
        List<BoundSql> opening = new ArrayList<>(script.opening());
        if (data.asksBack()) {
            // Most of what runs outside a transaction leaves the session so.
            context.dialect().changesNoRows().ifPresent(opening::add);
        }
        context.session().begin();
        return new ScriptBlock(context, script, first, opening);
    }

    /** Begins it once more, behind a rollback. */
    ScriptBlock again() throws SQLException {
        ScriptBlock again = new ScriptBlock(context, script, first, opening);
        again.before = before.isEmpty() ? List.copyOf(sent) : before;
        context.session().begin();
        return again;
    }

    /** Sends first what the try before has sent. */
    void sendAgain(StatementReader data)
            throws ScriptStatementException, IOException, SQLException {
        for (SqlStatement statement : before) {
            send(statement, data);
        }
        before = List.of();
    }

    /** Whether it can be sent once more. */
    boolean mayBeSentAgain() {
        return length <= MOST_KEPT;
    }

    /** The statement that it begins with. */
    SqlStatement first() {
        return first;
    }

    /** Sends a statement, or keeps it for the next flush. */
    void send(SqlStatement statement, StatementReader data)
            throws ScriptStatementException, IOException, SQLException {
        script.before(statement);
        sender.send(statement, data);
        keep(statement);
        changesSession |= script.mayChangeIdentity(statement);
    }

    private void keep(SqlStatement statement) {
        boolean hasData = statement.kind() == StatementKind.COPY_FROM_STDIN;
        length =
                hasData || !mayBeSentAgain()
                        ? Integer.MAX_VALUE
                        : length + statement.text().length();
        sent.add(statement);
    }

    /** Sends what is left, and writes the progress as the runner's own user. */
    void finish(Progress progress) throws ScriptStatementException, SQLException {
        sender.open();
        script.becomeOneself();
        progress.write();
        finished = true;
    }

    /** Where it failed: that statement, or null at its COMMIT. */
    @Nullable SqlStatement at(@Nullable SqlStatement failed) {
        return finished ? null : failed;
    }

    /** It is committed, and with it what it made of the session. */
    void committed() throws SQLException {
        if (changesSession) {
            script.lookAtIdentity();
        }
    }

    /** Writes how far the script got. */
    @FunctionalInterface
    interface Progress {

        /** Does it. */
        void write() throws SQLException, LifeguardException;
    }
}
