package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.engine.batch.KeyLookup.Answer;
import dev.lifeguard.migrate.engine.batch.RangeRow.Status;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.jdbc.Transaction;
import java.sql.SQLException;
import java.util.List;

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
        return switch (look()) {
            case Answer.Found found -> found.key();
            case Answer.NoTable none -> throw BatchRefusal.ofTable(job);
            case Answer.Unusable unusable -> throw BatchRefusal.ofKey(job, unusable.why());
        };
    }

    /** Looks for the key, where unqualified names are looked up as the script has them. */
    Answer look() throws SQLException {
        return Transaction.<Answer, SQLException>around(
                on.session(),
                () -> {
                    on.session().queryAll(on.opening(), row -> null);
                    return new KeyLookup(on.session(), on.dialect(), job.terms()).look();
                });
    }

    /**
     * Makes sure that there are rows of it.
     *
     * @throws ValidationException where they are of other work
     */
    void begin() throws SQLException {
        List<RangeRow> rows = on.table().of(job.version().number());
        if (!isUnderWay(rows)) {
            beginAnew();
            return;
        }
        requireSame(rows);
    }

    /** Forgets what was done, and begins at the first row. */
    void beginAnew() throws SQLException {
        Transaction.<Boolean, SQLException>around(
                on.session(),
                () -> {
                    on.table().begin(job.beginning());
                    return true;
                });
    }

    /** Rows that say DONE are of an earlier time that the migration was applied. */
    static boolean isUnderWay(List<RangeRow> rows) {
        return rows.stream().anyMatch(row -> row.status() != Status.DONE);
    }

    /** Refuses rows of other work. */
    void requireSame(List<RangeRow> rows) {
        if (rows.stream().anyMatch(row -> !row.specHash().equals(job.specHash()))) {
            throw BatchRefusal.ofSpec(job);
        }
    }
}
