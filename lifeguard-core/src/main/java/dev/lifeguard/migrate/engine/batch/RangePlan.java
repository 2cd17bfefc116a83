package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BatchSql.NewRange;
import dev.lifeguard.migrate.dialect.BatchSql.Planned;
import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import dev.lifeguard.migrate.dialect.BoundSql;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out between which keys the batches are, once for all runs, and divides them where several
 * workers are asked for: by the keys on some pages of the table where the database can read them
 * alone, else by their values where those are whole numbers.
 *
 * <p>Nobody knows how many rows are between two keys, so that there are more ranges than workers:
 * who is through with one takes the next.
 */
final class RangePlan {

    private static final int RANGES_A_WORKER = 4;
    private static final int PAGES_A_RANGE = 30;
    private static final double ALL = 100;

    private final BatchSession on;
    private final BatchJob job;
    private final BatchKey key;
    private final RangeOf first;

    RangePlan(BatchSession on, BatchJob job, BatchKey key) {
        this.on = on;
        this.job = job;
        this.key = key;
        this.first = job.beginning().range();
    }

    /** Plans what is not planned yet; what is may be in the middle of a batch, and is let be. */
    void plan(int workers) throws SQLException {
        List<RangeRow> rows = on.table().of(first.version());
        if (rows.stream().allMatch(row -> row.bounds().known())) {
            return;
        }
        on.patiently(
                () -> {
                    Optional<RangeRow> row = on.table().keep(on.opening(), first);
                    job.requireSame(row.stream().toList());
                    if (row.isPresent() && !row.get().bounds().known()) {
                        write(workers);
                    }
                    return true;
                });
    }

    /** Deletes what there is of it and plans it, in a transaction of the caller's. */
    void anew(int workers) throws SQLException {
        on.table().begin(job.beginning());
        write(workers);
    }

    private void write(int workers) throws SQLException {
        BatchSql sql = on.table().sql();
        Optional<String> least = find(key.first());
        Optional<String> greatest = find(key.last());
        if (least.isEmpty() || greatest.isEmpty()) {
            on.table().change(sql.plan(first, null, null));
            return;
        }
        requireFoundAgain(greatest.get());
        List<String> ends = ends(least.get(), greatest.get(), workers);
        on.table().change(sql.plan(first, least.get(), ends.getFirst()));
        for (int at = 1; at < ends.size(); at++) {
            on.table()
                    .change(
                            sql.insert(
                                    new NewRange(
                                            new RangeOf(first.version(), at),
                                            job.name(),
                                            job.specHash(),
                                            job.terms().sizes().first(),
                                            ends.get(at - 1),
                                            ends.get(at),
                                            Planned.YES)));
        }
    }

    /** A key that is behind its own text would be passed over, and others with it. */
    private void requireFoundAgain(String greatest) throws SQLException {
        if (find(key.lastBehind(greatest)).filter(greatest::equals).isPresent()) {
            throw BatchRefusal.ofText(job, greatest);
        }
    }

    private Optional<String> find(String question) throws SQLException {
        int columns = key.columns().size();
        return on.session().authored().firstRow(question, row -> RangeRunner.readKey(row, columns));
    }

    /** The last key of each range, in their order. */
    private List<String> ends(String least, String greatest, int workers) throws SQLException {
        if (workers == 1) {
            return List.of(greatest);
        }
        int ranges = workers * RANGES_A_WORKER;
        List<String> sampled = sampled(greatest, ranges);
        if (sampled.size() > 1 || !isWholeNumber(least) || !isWholeNumber(greatest)) {
            return sampled;
        }
        return divided(new BigInteger(least), new BigInteger(greatest), ranges);
    }

    /** By the rows of some pages; one range where the database gives none. */
    private List<String> sampled(String greatest, int ranges) throws SQLException {
        Optional<BoundSql> question = key.sql().pages(key.table());
        if (question.isEmpty()) {
            return List.of(greatest);
        }
        double pages =
                on.session().<Double>query(question.get(), row -> row.getDouble(1)).getFirst();
        if (pages == 0) {
            // Its rows are where nobody can read some of them alone.
            return List.of(greatest);
        }
        double percent = Math.min(ALL, ALL * PAGES_A_RANGE * ranges / pages);
        int columns = key.columns().size();
        List<String> ends =
                on.session()
                        .authored()
                        .rows(
                                key.ends(greatest, ranges, percent),
                                row -> RangeRunner.readKey(row, columns));
        // The last one ends at the greatest key, which may be on no page that was read.
        List<String> all = new ArrayList<>(ends.subList(0, Math.max(0, ends.size() - 1)));
        all.add(greatest);
        return all;
    }

    private static List<String> divided(BigInteger from, BigInteger to, int most) {
        BigInteger span = to.subtract(from);
        BigInteger ranges = BigInteger.valueOf(most).min(span.max(BigInteger.ONE));
        List<String> ends = new ArrayList<>();
        for (int at = 1; at < ranges.intValueExact(); at++) {
            ends.add(from.add(span.multiply(BigInteger.valueOf(at)).divide(ranges)).toString());
        }
        ends.add(to.toString());
        return ends;
    }

    private boolean isWholeNumber(String text) {
        String type = key.columns().getFirst().type().toLowerCase(Locale.ROOT);
        return key.columns().size() == 1 && type.contains("int") && text.matches("-?[0-9]{1,20}");
    }
}
