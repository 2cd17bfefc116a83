package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.tests.server.Background;
import java.util.List;
import java.util.Objects;

/** One run that is cut off at one place, and the next one. */
final class CutTrial {

    private final CrashProject crashed;
    private final Cut cut;

    CutTrial(CrashProject crashed, Cut cut) {
        this.crashed = crashed;
        this.cut = cut;
    }

    /** How the next run went on; an error that says where the cut was when anything is wrong. */
    Recovery.Outcome run() {
        List<String> messages = List.of();
        try {
            crashed.reset();
            try (CutProxy proxy = CutProxy.cutting(crashed.database(), cut)) {
                Background<Said> run = Background.start(() -> up(proxy));
                Said said = run.result();
                messages = proxy.messages();
                if (looksInBetween()) {
                    crashed.awaitNoRunner();
                    requireTrue(said);
                }
            }
            return new Recovery(crashed).run();
        } catch (RuntimeException | AssertionError wrong) {
            String at =
                    cut.message() <= messages.size() ? messages.get(cut.message() - 1) : "nothing";
            throw new AssertionError("%s, %s: %s".formatted(cut, at, wrong), wrong);
        }
    }

    /** What the run that was cut off reported or failed with. */
    private record Said(List<MigrationResult> applied, List<LifeguardException> failure) {}

    private Said up(CutProxy proxy) {
        try {
            MigrationReport report = crashed.migrator(proxy.dataSource()).build().up();
            return new Said(report.applied(), List.of());
        } catch (LifeguardException failure) {
            return new Said(List.of(), List.of(failure));
        }
    }

    /** Otherwise the next run comes while the server is still at the cut one's work. */
    private boolean looksInBetween() {
        return cut.message() % 2 == 0;
    }

    private void requireTrue(Said said) {
        Traces traces = crashed.traces();
        traces.requireTrueHistory();
        assertThat(said.applied()).allMatch(result -> traces.isWhole(result.version().number()));
        for (LifeguardException failure : said.failure()) {
            String message = failure.detail().message();
            assertThat(failure.kind()).as(message).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
            long version = Objects.requireNonNullElse(failure.detail().version(), 0L);
            if (message.contains("The history says that it is committed")) {
                assertThat(traces.isWhole(version)).as(message).isTrue();
            }
            if (message.contains("rolled back")) {
                assertThat(traces.isKnown(version)).as(message).isFalse();
            }
        }
    }
}
