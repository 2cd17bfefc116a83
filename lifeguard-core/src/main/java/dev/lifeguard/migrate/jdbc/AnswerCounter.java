package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Counts the statements of one flush that the server has answered, and hands on what it says
 * meanwhile. The driver calls it in the middle of reading the answers.
 */
final class AnswerCounter extends ResultHandlerBase {

    private static final int LONGEST_VALUE = 32;

    private final List<BoundSql> statements;
    private final Answers answers;
    private final Heard heard;
    private int completed;

    private AnswerCounter(List<BoundSql> statements, Answers answers, Heard heard) {
        this.statements = statements;
        this.answers = answers;
        this.heard = heard;
    }

    /**
     * Who hears what the server says.
     *
     * @param from the index of the first statement that is the author's
     * @param to that behind the last
     */
    record Heard(Notices by, int from, int to) {

        private boolean during(int index) {
            return index >= from && index < to;
        }
    }

    /** Counts, and tells nobody of the answers. */
    static AnswerCounter of(List<BoundSql> statements, Heard heard) {
        return new AnswerCounter(statements, (index, value) -> {}, heard);
    }

    /** Counts, and tells of each answer. */
    static AnswerCounter telling(List<BoundSql> statements, Answers answers, Notices notices) {
        return new AnswerCounter(statements, answers, new Heard(notices, 0, statements.size()));
    }

    /** For a statement of which nobody is told anything, on any thread. */
    static AnswerCounter unheard() {
        return of(List.of(), new Heard(new Notices((severity, warning, message) -> {}), 0, 0));
    }

    /** How many are answered. */
    int completed() {
        return completed;
    }

    @Override
    public void handleResultRows(
            Query from,
            Field @Nullable [] fields,
            List<Tuple> rows,
            @Nullable ResultCursor cursor) {
        answers.answered(completed++, rows.isEmpty() ? null : lastValue(rows.getFirst()));
    }

    /** Of this library's own statements, whose values are short and in ASCII. */
    private static @Nullable String lastValue(Tuple row) {
        byte[] value = row.fieldCount() == 0 ? null : row.get(row.fieldCount() - 1);
        return value == null || value.length > LONGEST_VALUE
                ? null
                : new String(value, StandardCharsets.US_ASCII);
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        // A failed transaction is rolled back by its COMMIT, without an error.
        if (status.equals("ROLLBACK")
                && completed < statements.size()
                && commits(statements.get(completed))) {
            handleError(new SQLException("the transaction was rolled back", "40000"));
            return;
        }
        answers.answered(completed++, null);
    }

    private static boolean commits(BoundSql statement) {
        return statement.equals(AuthoredStatements.COMMIT)
                || statement.equals(AuthoredStatements.COMMIT_AND_BEGIN);
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        if (heard.during(completed)) {
            heard.by().said(severity(warning), warning);
        }
    }

    private static String severity(SQLWarning warning) {
        ServerErrorMessage said =
                warning instanceof PSQLWarning postgres ? postgres.getServerErrorMessage() : null;
        String severity = said == null ? null : said.getSeverity();
        return severity == null ? "NOTICE" : severity;
    }
}
