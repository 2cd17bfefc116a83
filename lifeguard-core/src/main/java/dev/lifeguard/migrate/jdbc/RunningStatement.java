package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Runs one statement after the other by JDBC, each of which can be cancelled while it runs.
 *
 * <p>Statements are run by the session's thread. {@link #cancel()} may be called by any: it reads
 * which one runs, and where that has ended meanwhile it cancels nothing.
 */
final class RunningStatement {

    private final BorrowedConnection connection;

    /** Written by the session's thread only; null between two statements. */
    private volatile @Nullable Statement running;

    RunningStatement(BorrowedConnection connection) {
        this.connection = connection;
    }

    /** Makes a statement. */
    @FunctionalInterface
    interface Preparation<S extends Statement> {

        S prepare() throws SQLException;
    }

    /** Runs a statement. */
    @FunctionalInterface
    interface Use<S extends Statement> {

        void of(S statement) throws SQLException;
    }

    /** Runs a statement, and makes something of its answer. */
    @FunctionalInterface
    interface Question<S extends Statement, T> {

        T of(S statement) throws SQLException;
    }

    /** Prepares a statement, runs it, and closes it; a failure in any of this is told. */
    <S extends Statement, T> T ask(Preparation<S> preparation, Question<S, T> question)
            throws SQLException {
        try (S statement = preparation.prepare()) {
            running = statement;
            return question.of(statement);
        } catch (SQLException failure) {
            throw connection.failures().told(failure);
        } finally {
            running = null;
        }
    }

    /** The same for one whose answer is nothing. */
    <S extends Statement> void run(Preparation<S> preparation, Use<S> use) throws SQLException {
        ask(
                preparation,
                statement -> {
                    use.of(statement);
                    return statement;
                });
    }

    /** Runs a text as it is, and drops what it gives. */
    void execute(String sql) throws SQLException {
        run(
                connection.jdbc()::createStatement,
                statement -> {
                    // Braces in the author's SQL are his own, not JDBC's escapes.
                    statement.setEscapeProcessing(false);
                    DroppedRows.execute(statement, sql);
                });
    }

    /** Cancels what runs, if something does; never fails. */
    void cancel() {
        try {
            Statement statement = running;
            PgSession postgres = connection.postgres();
            if (postgres != null) {
                postgres.cancel();
            } else if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException gone) {
            // A connection that cannot be cancelled is broken, and its user will find out.
        }
    }
}
