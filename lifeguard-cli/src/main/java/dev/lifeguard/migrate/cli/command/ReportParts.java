package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.cli.output.LintSight;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.report.Looked;
import dev.lifeguard.migrate.inspect.report.Looked.NotSeen;
import dev.lifeguard.migrate.inspect.report.ReportReader;
import dev.lifeguard.migrate.inspect.report.ReportReader.Others;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintReport;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What goes into a report. Each part that cannot be had says why. */
final class ReportParts {

    private static final String WHILE_CHANGING =
            "Migrations run now, and this would wait for the tables that they lock. Make the report"
                    + " again when they are done.";

    private final Invocation invocation;
    private final MigrationStatus status;

    ReportParts(Invocation invocation, MigrationStatus status) {
        this.invocation = invocation;
        this.status = status;
    }

    static ReportReader reader(Invocation invocation) {
        return new ReportReader(
                invocation.migrator(),
                invocation.database().dataSource(),
                invocation.product(),
                invocation.database().place(),
                invocation.settings().table());
    }

    /** What lint finds, and where a scratch database can be had, drift. */
    Others withDrift(ScratchOption scratch) {
        return new Others(findings(), drift(scratch));
    }

    /** What lint finds. */
    Others withoutDrift() {
        return new Others(
                findings(),
                new NotSeen<>(
                        "lifeguard-migrate drift compares the schema with what the applied"
                                + " migrations make."));
    }

    private Looked<List<LintFinding>> findings() {
        if (invocation.product() != DatabaseProduct.POSTGRESQL) {
            return new NotSeen<>(
                    "Lint knows the locks and the SQL of PostgreSQL only, and this is %s."
                            .formatted(invocation.product().product()));
        }
        if (isChanging()) {
            return new NotSeen<>(WHILE_CHANGING);
        }
        invocation.doing("looking for what is unsafe in what is pending");
        return Looked.at(() -> new LintRun(invocation).look(pending())).map(LintReport::findings);
    }

    /** Whether somebody holds the lock: what asks for tables would wait for those that he locks. */
    private boolean isChanging() {
        return invocation
                .migrator()
                .lockHolder()
                .filter(holder -> holder.liveness() != Liveness.DEAD)
                .isPresent();
    }

    private LintChoice pending() {
        Set<MigrationVersion> versions =
                status.pending().stream()
                        .map(PendingMigration::version)
                        .collect(Collectors.toSet());
        MigrationCatalog catalog = invocation.catalog();
        return new LintChoice(
                catalog,
                script -> versions.contains(script.version()),
                LintSight.Looked.AT_PENDING,
                new LintRun(invocation).places(),
                Optional.of(status),
                invocation.sources());
    }

    private Looked<List<Difference>> drift(ScratchOption scratch) {
        if (!SnapshotReader.products().contains(invocation.product())) {
            return new NotSeen<>(
                    "The schema is compared on %s, and this is %s."
                            .formatted(SnapshotRun.readable(), invocation.product().product()));
        }
        if (isChanging()) {
            return new NotSeen<>(WHILE_CHANGING);
        }
        return Looked.at(() -> DriftRun.differences(invocation, status, scratch));
    }
}
