package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.engine.batch.KeyLookup.Answer;
import dev.lifeguard.migrate.engine.batch.RangeRow.Status;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.jdbc.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What comes before the first batch of a run: the key, and the rows of the migration. */
final class BatchPreparation {

    private final BatchSession on;
    private final BatchJob job;

    BatchPreparation(BatchSession on, BatchJob job) {
        this.on = on;
        this.job = job;
    }

    /**
     * The key that its batches follow.
     *
     * @throws ValidationException where there is none
     */
    BatchKey key() throws SQLException {
        requireKnownLoad();
        return switch (look()) {
            case Answer.Found found -> found.key();
            case Answer.NoTable none -> throw BatchRefusal.ofTable(job);
            case Answer.Unusable unusable -> throw BatchRefusal.ofKey(job, unusable.why());
        };
    }

    /** Refuses a limit that can say nothing here. */
    void requireKnownLoad() throws SQLException {
        Optional<String> refusal = LoadWatch.refusal(on, job.terms().pace().most());
        if (refusal.isPresent()) {
            throw BatchRefusal.ofLoad(job, refusal.get());
        }
    }

    /** Looks for the key, where unqualified names are looked up as the script has them. */
    Answer look() throws SQLException {
        return Transaction.<Answer, SQLException>around(
                on.session(),
                () -> {
                    on.session().queryAll(on.opening(), row -> null);
                    return new KeyLookup(on.session(), on.dialect(), job.terms())
                            .look(job.work().target());
                });
    }

    /**
     * Makes sure that there are rows of it. They are read behind the fence: a run that froze before
     * it deletes nothing of the one that took over.
     *
     * @throws ValidationException where they are of other work
     */
    void begin(BatchKey key) throws SQLException {
        RangePlan plan = new RangePlan(on, job, key);
        on.patiently(
                () -> {
                    List<RangeRow> rows = on.table().keepAll(on.opening(), job.version().number());
                    if (isUnderWay(rows)) {
                        requireSame(rows);
                    } else {
                        plan.anew(1);
                    }
                    return true;
                });
        plan.plan(1);
    }

    /** Forgets what was done, and begins at the first row. */
    void beginAnew(BatchKey key, int workers) throws SQLException {
        RangePlan plan = new RangePlan(on, job, key);
        on.patiently(
                () -> {
                    on.session().queryAll(on.opening(), row -> null);
                    plan.anew(workers);
                    return true;
                });
    }

    /** Rows that say DONE are of an earlier time that the migration was applied. */
    static boolean isUnderWay(List<RangeRow> rows) {
        return rows.stream().anyMatch(row -> row.status() != Status.DONE);
    }

    /** Refuses rows of other work. */
    void requireSame(List<RangeRow> rows) {
        if (job.isOther(rows)) {
            throw BatchRefusal.ofSpec(job);
        }
    }
}
