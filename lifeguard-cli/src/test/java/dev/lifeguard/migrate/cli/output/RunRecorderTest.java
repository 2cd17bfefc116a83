package dev.lifeguard.migrate.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunRecorderTest {

    private final RunRecorder recorder = new RunRecorder();

    @Test
    void knowsNothingOfWhatIsLeftWithoutAPlan() {
        assertThat(recorder.leftByPlan()).isEmpty();
    }

    @Test
    void knowsThePlansRest() {
        Plan plan = Answers.plan();
        List<PendingMigration> all = plan.status().pending();
        recorder.on(new ToldEvent.Planned(plan));

        assertThat(recorder.leftByPlan()).contains(all);

        PendingMigration first = all.getFirst();
        recorder.on(
                new ToldEvent.MigrationFinished(
                        plan.steps().getFirst(),
                        new ToldResult(first.version(), first.name(), Duration.ZERO)));

        assertThat(recorder.leftByPlan()).contains(all.subList(1, all.size()));
    }
}
