package dev.lifeguard.migrate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldReport;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MigrationReportTest {

    @Test
    void cannotBeChanged() {
        List<MigrationResult> applied =
                new ArrayList<>(
                        List.of(new ToldResult(MigrationVersion.of(1), "a", Duration.ZERO)));
        List<MigrationResult> rolledBack =
                new ArrayList<>(
                        List.of(new ToldResult(MigrationVersion.of(2), "b", Duration.ZERO)));
        List<PendingMigration> pending =
                new ArrayList<>(List.of(new Unapplied(MigrationVersion.of(3), "c", null)));
        List<String> warnings = new ArrayList<>(List.of("careful"));

        MigrationReport report = new ToldReport(applied, rolledBack, pending, warnings);
        applied.clear();
        rolledBack.clear();
        pending.clear();
        warnings.clear();

        assertThat(report.applied()).hasSize(1).isUnmodifiable();
        assertThat(report.rolledBack()).hasSize(1).isUnmodifiable();
        assertThat(report.pending()).hasSize(1).isUnmodifiable();
        assertThat(report.warnings()).hasSize(1).isUnmodifiable();
    }
}
