package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.outcome.JavaFailure;
import dev.lifeguard.migrate.engine.outcome.JavaLine;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.engine.session.SessionState.Reach;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.script.BatchTerms;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method in Java that each batch calls with its own range of keys.
 *
 * <ol>
 *   <li>A savepoint before it tells behind it whether the transaction is still the same one: by a
 *       COMMIT in between, its rows would be done and not written down as done.
 *   <li>The row of the range is written as the runner's own user, whatever the method has set.
 *   <li>What the method throws is its own, unless it comes of a statement on this connection: then
 *       the batch ends as at a statement of a script.
 *   <li>Its code is no part of what makes it the same work: who mends a method that failed goes on
 *       with it.
 * </ol>
 *
 * @param <K> what a key is read as
 * @param migration whose method it is
 * @param rows which are walked
 * @param terms the same, for the runner
 */
record JavaBatches<K>(BatchMigration<K> migration, BatchSpec<K> rows, BatchTerms terms)
        implements BatchProgram {

    private static final String CAUGHT = "a statement of it failed, and it caught that failure";

    private static final String ENDS =
            "a COMMIT, a ROLLBACK or a change of the schema, and what that committed stays";

    private static final BoundSql MARK = BoundSql.of("SAVEPOINT lifeguard_batch");
    private static final BoundSql RELEASE = BoundSql.of("RELEASE SAVEPOINT lifeguard_batch");

    /** With what its specification says. */
    static <K> JavaBatches<K> of(BatchMigration<K> migration, BatchSpec<K> spec) {
        BatchSpec.Pace pace = spec.pace();
        return new JavaBatches<>(
                migration,
                spec,
                new BatchTerms(
                        spec.table(),
                        spec.key(),
                        new BatchTerms.Sizes(spec.sizes().first(), spec.sizes().most()),
                        new BatchTerms.Pace(
                                pace.pause(),
                                pace.target(),
                                pace.condition(),
                                new BatchTerms.Load(
                                        pace.most().lag(),
                                        pace.most().active(),
                                        pace.most().walBytes())),
                        switch (spec.mode()) {
                            case BLOCKING -> BatchTerms.Mode.BLOCKING;
                            case BACKGROUND -> BatchTerms.Mode.BACKGROUND;
                        },
                        Optional.empty()));
    }

    /** The same, where what is in the background is run so. */
    JavaBatches<K> with(BatchTerms.Mode background) {
        return new JavaBatches<>(migration, rows, terms.with(background));
    }

    @Override
    public String spec() {
        return String.join(
                "\n",
                terms.table(),
                String.join(",", terms.key()),
                "java " + rows.filter().orElse(""));
    }

    @Override
    public Optional<Position> place() {
        return Optional.empty();
    }

    @Override
    public Optional<String> target() {
        return Optional.empty();
    }

    @Override
    public Optional<StackTraceElement> line(Throwable failure) {
        return JavaLine.nearest(migration.getClass(), failure);
    }

    @Override
    public long run(BatchSession on, BatchKey key, @Nullable String cursor, String to)
            throws SQLException {
        Session session = on.session();
        on.settings().prepareFor(Leaves.ANYTHING, session);
        on.settings().touch(Leaves.ANYTHING);
        session.update(MARK);
        String condition = key.condition(cursor, to, rows.filter());
        RowsOfBatch<K> batch =
                new RowsOfBatch<>(session, condition, key.keys(condition), rows.reader());
        long changed = call(session, () -> applied(batch));
        requireSameTransaction(on, batch.caught());
        SessionState.send(session, on.settings().ownIdentity(Set.of()));
        if (on.settings().reach() == Reach.POOLED) {
            on.settings().putBack(session);
        }
        return changed;
    }

    private long applied(RowsOfBatch<K> batch) throws Exception {
        long changed = migration.apply(batch);
        @Nullable SQLException first = batch.failure();
        if (first != null) {
            throw first;
        }
        if (changed < 0) {
            throw new IllegalStateException("apply gave %s rows".formatted(changed));
        }
        return changed;
    }

    /** A failure that the author caught may have broken the transaction, or ended it. */
    private static void requireSameTransaction(BatchSession on, @Nullable SQLException caught)
            throws SQLException {
        Session session = on.session();
        try {
            session.update(RELEASE);
        } catch (SQLException refused) {
            boolean broken = RowsOfBatch.IN_FAILED_TRANSACTION.equals(refused.getSQLState());
            if (broken && caught != null) {
                throw session.asked(caught);
            }
            if (broken || !isGone(on.dialect(), refused)) {
                throw broken ? new SQLException(CAUGHT, refused.getSQLState(), refused) : refused;
            }
            throw new SQLException(ended(caught), refused.getSQLState(), refused);
        }
    }

    private static String ended(@Nullable SQLException caught) {
        return caught == null
                ? "it ended its transaction by itself, by %s".formatted(ENDS)
                : "its transaction ended in the middle of it: by the failure that it caught (%s), or by %s"
                        .formatted(SqlError.of(caught).inSentence(), ENDS);
    }

    /** SQLite has one number for all that a statement can be refused for. */
    private static boolean isGone(Dialect dialect, SQLException refused) {
        return switch (dialect.family()) {
            case POSTGRESQL, MARIADB, H2 ->
                    dialect.saysMarkIsGone(
                            String.valueOf(refused.getSQLState()), refused.getErrorCode());
            case SQLITE ->
                    !SqlError.lostConnection(refused)
                            && SqlError.condition(refused) != Condition.BUSY;
        };
    }

    @Override
    public Optional<String> wrong(BatchSession on) throws SQLException {
        Session session = on.session();
        return call(session, () -> migration.verify(session.guardedConnection()))
                .map("its method verify says \"%s\""::formatted);
    }

    /** Code of the author's. */
    @FunctionalInterface
    private interface Code<T> {

        T run() throws Exception;
    }

    @SuppressWarnings("IllegalCatch") // Whatever the author's code throws is his migration's error.
    private static <T> T call(Session session, Code<T> code) throws SQLException {
        try {
            return code.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BatchCodeException(interrupted);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
            throw failed(session, thrown);
        }
    }

    /** A failure of a statement here as itself, whatever the author made of it. */
    private static SQLException failed(Session session, Throwable thrown) {
        boolean here = session.mayHaveFailedHere();
        JavaFailure failure = new JavaFailure(thrown, here);
        Optional<SQLException> statement =
                failure.lostConnection(session).or(() -> failure.met(Condition.BUSY));
        if (statement.isPresent()) {
            return session.asked(statement.get());
        }
        if (thrown instanceof SQLException refused && here) {
            return session.asked(refused);
        }
        throw new BatchCodeException(thrown);
    }
}
