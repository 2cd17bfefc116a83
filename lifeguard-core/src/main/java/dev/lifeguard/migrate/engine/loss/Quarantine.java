package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.planning.CountedStake;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a way down takes away into tables of their own, before it runs.
 *
 * <ol>
 *   <li>The way down itself runs as it is written. A table that was renamed in its place would keep
 *       types, sequences, functions and names of indexes, which the rest of it drops, or the next
 *       way up makes again.
 *   <li>Of a migration in a transaction the copy is in that transaction, behind a lock that keeps
 *       others from writing. Of any other it is made before its first statement.
 *   <li>It is beside the state table: the schema of what it is of may be dropped, too.
 *   <li>Of a column the rows with a value in it are copied as a whole, by which they are known
 *       again.
 * </ol>
 */
public final class Quarantine {

    /**
     * One copy.
     *
     * @param of what it is of
     * @param copy its table, as statements name it
     */
    private record Copy(CountedStake of, String copy) {}

    /** What copies are made with. */
    private record Means(StakeSql sql, MigrationListener listener) {}

    private final List<Copy> copies;
    private final @Nullable Means means;
    private final Set<Copy> told = new HashSet<>();

    private Quarantine(List<Copy> copies, @Nullable Means means) {
        this.copies = copies;
        this.means = means;
    }

    /** Nothing is put aside. */
    public static Quarantine none() {
        return new Quarantine(List.of(), null);
    }

    static Quarantine of(
            List<CountedStake> losses,
            QuarantineNames names,
            StakeSql sql,
            MigrationListener listener) {
        return new Quarantine(
                losses.stream().map(loss -> new Copy(loss, names.of(loss.lost()))).toList(),
                new Means(sql, listener));
    }

    /** Whether something is put aside in this run. */
    public boolean isActive() {
        return !copies.isEmpty();
    }

    /** Copies what a step takes away. */
    public void putAside(PlannedStep step, Session session) throws SQLException {
        Means with = means;
        if (with == null) {
            return;
        }
        for (Copy copy : copies) {
            if (copy.of().version().equals(step.version())) {
                make(copy, with, session);
            }
        }
    }

    private void make(Copy copy, Means with, Session session) throws SQLException {
        String table = copy.of().lost().table();
        for (BoundSql first : with.sql().keepStill(table)) {
            if (session.isInTransaction()) {
                session.update(first);
            }
        }
        Optional<BoundSql> question = with.sql().columns(table);
        String columns =
                question.isEmpty()
                        ? "*"
                        : with.sql()
                                .selected(session.query(question.get(), row -> row.getString(1)));
        session.update(with.sql().copy(table, copy.copy(), columns, copy.of().lost().column()));
        if (told.add(copy)) {
            with.listener()
                    .on(
                            new ToldEvent.Warning(
                                    "Put aside %s as %s."
                                            .formatted(copy.of().text(), copy.copy())));
        }
    }
}
