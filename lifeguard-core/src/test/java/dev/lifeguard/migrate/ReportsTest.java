package dev.lifeguard.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.InMemorySource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportsTest {

    private static final String BOTH = "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 2;\n";
    private static final MigrationResult A =
            new ToldResult(MigrationVersion.of(20260101120000L), "a", Duration.ofMillis(1));
    private static final MigrationResult B =
            new ToldResult(MigrationVersion.of(20260101120001L), "b", Duration.ofMillis(2));

    private final Planner planner =
            new Planner(
                    new ScriptRules(LexerRules.postgresql(), Placeholders.NONE), OutOfOrder.REFUSE);
    private final MigrationCatalog catalog =
            InMemorySource.named("here")
                    .with("20260101120000_a.sql", BOTH)
                    .with("20260101120001_b.sql", BOTH)
                    .with("20260101120002_c.sql", "")
                    .catalog();

    @Test
    void saysWhatWasAppliedAndWhatIsLeft() {
        PlannedRun plan = planner.up(catalog, new History(List.of()), Target.steps(2));

        MigrationReport report = Reports.of(plan, List.of(A, B), catalog);

        assertThat(report.applied()).containsExactly(A, B);
        assertThat(report.rolledBack()).isEmpty();
        assertThat(report.pending()).containsExactly(pending(20260101120002L, "c"));
    }

    @Test
    void saysWhatWasRolledBackAndIsPendingAgain() {
        PlannedRun plan = planner.down(catalog, applied(2), Target.all());

        MigrationReport report = Reports.of(plan, List.of(B, A), catalog);

        assertThat(report.applied()).isEmpty();
        assertThat(report.rolledBack()).containsExactly(B, A);
        assertThat(report.pending())
                .containsExactly(
                        pending(20260101120000L, "a"),
                        pending(20260101120001L, "b"),
                        pending(20260101120002L, "c"));
    }

    @Test
    void countsNothingAsPendingThatWasRolledBackWithoutItsFile() {
        MigrationCatalog none = InMemorySource.named("empty").catalog();
        PlannedRun plan = planner.down(none, applied(1), Target.all());

        assertThat(Reports.of(plan, List.of(A), none).pending()).isEmpty();
    }

    @Test
    void repeatsTheWarnings() {
        PlannedRun plan = planner.up(catalog, applied(2), Target.all());

        assertThat(Reports.of(plan, List.of(), catalog).warnings())
                .containsExactly(
                        "The file \"20260101120002_c.sql\" holds no statement; it is applied as it"
                                + " is.");
    }

    private History applied(int count) {
        return new History(
                catalog.scripts().stream().limit(count).map(ReportsTest::record).toList());
    }

    private static HistoryRow record(Script script) {
        return new HistoryRow(
                script.version(),
                script.name(),
                script.checksum().hex(),
                Instant.parse("2026-06-01T12:00:00Z"),
                null,
                null,
                new HistoryRow.DownScript("SELECT 2;", null),
                script.version().number());
    }

    private static PendingMigration pending(long version, String name) {
        return new Unapplied(MigrationVersion.of(version), name, null);
    }
}
