package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.LintSight;
import dev.lifeguard.migrate.inspect.report.OtherLooks;
import dev.lifeguard.migrate.inspect.report.ReportReader;
import dev.lifeguard.migrate.inspect.report.ReportReader.Others;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What goes into a report. Each part that cannot be had says why. */
final class ReportParts {

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
        return looks().withDrift(() -> DriftRun.differences(invocation, status, scratch));
    }

    /** What lint finds. */
    Others withoutDrift() {
        return looks().withoutDrift(
                        "lifeguard-migrate drift compares the schema with what the applied"
                                + " migrations make.");
    }

    private OtherLooks looks() {
        return new OtherLooks(invocation.product(), invocation.migrator(), this::findings);
    }

    private List<LintFinding> findings() {
        invocation.doing("looking for what is unsafe in what is pending");
        return new LintRun(invocation).look(pending()).findings();
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
}
