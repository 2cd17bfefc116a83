package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many runners on one database at once. */
@OnPostgres(18)
final class ManyRunnersTest {

    @AutoClose private final CrashProject crashed;

    ManyRunnersTest(PostgresServer server) {
        crashed = new CrashProject(server);
    }

    /** What each of them applied. */
    private List<List<Long>> up(int runners) {
        List<Background<MigrationReport>> runs =
                Stream.generate(
                                () ->
                                        Background.start(
                                                () ->
                                                        crashed.project()
                                                                .migrator()
                                                                .lockTimeout(Duration.ofSeconds(50))
                                                                .build()
                                                                .up()))
                        .limit(runners)
                        .toList();
        return runs.stream()
                .map(
                        run ->
                                run.result().applied().stream()
                                        .map(result -> result.version().number())
                                        .toList())
                .toList();
    }

    @Test
    void oneOfThirtyTwoAppliesEverything() {
        assertThat(up(32))
                .filteredOn(applied -> !applied.isEmpty())
                .singleElement()
                .satisfies(applied -> assertThat(applied).hasSize(5));
        crashed.traces().requireWhole(crashed.checksums());
    }

    @Test
    void twoHundredFindNothingToDo() {
        crashed.project().up();

        assertThat(up(200)).hasSize(200).allMatch(List::isEmpty);
        crashed.traces().requireWhole(crashed.checksums());
    }
}
