package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.report.Looked.NotSeen;
import dev.lifeguard.migrate.inspect.report.ReportReader.Others;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a report has of lint and drift. Each that cannot be had says why.
 *
 * @param product what the database is
 * @param migrator of it
 * @param findings looks for what is unsafe in what is pending
 */
public record OtherLooks(
        DatabaseProduct product, Migrator migrator, Supplier<List<LintFinding>> findings) {

    private static final String WHILE_CHANGING =
            "Migrations run now, and this would wait for the tables that they lock. Make the report"
                    + " again when they are done.";

    /** What lint finds, and where a scratch database can be had, drift. */
    public Others withDrift(Supplier<List<Difference>> drift) {
        Looked<List<Difference>> compared =
                SnapshotReader.products().contains(product)
                        ? look(drift)
                        : new NotSeen<>(
                                "The schema is compared on %s, and this is %s."
                                        .formatted(SnapshotReader.readable(), product.product()));
        return new Others(found(), compared);
    }

    /**
     * What lint finds.
     *
     * @param instead how drift is had
     */
    public Others withoutDrift(String instead) {
        return new Others(found(), new NotSeen<>(instead));
    }

    private Looked<List<LintFinding>> found() {
        return product == DatabaseProduct.POSTGRESQL
                ? look(findings)
                : new NotSeen<>(
                        "Lint knows the locks and the SQL of PostgreSQL only, and this is %s."
                                .formatted(product.product()));
    }

    private <T> Looked<T> look(Supplier<T> look) {
        return isChanging() ? new NotSeen<>(WHILE_CHANGING) : Looked.at(look);
    }

    /** Whether somebody holds the lock: what asks for tables would wait for those that he locks. */
    private boolean isChanging() {
        return migrator.lockHolder()
                .filter(holder -> holder.liveness() != Liveness.DEAD)
                .isPresent();
    }
}
