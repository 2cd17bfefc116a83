package dev.lifeguard.migrate.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The JVM holds on to a process that has ended for as long as somebody reads what it printed, and
 * takes a later process with the same number for the one that has ended.
 */
@OnPostgres
final class PostgresServerTest {

    private static final Pattern REAPER =
            Pattern.compile("process reaper \\(pid (?<pid>[0-9]+)\\)");

    private final PostgresServer server;

    PostgresServerTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void leavesNoProcessBehindThatHasEnded() {
        assertThat(server.port()).isPositive();

        Await.until("no thread waits for what has ended", PostgresServerTest::allWaitForLiving);
    }

    private static boolean allWaitForLiving() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> REAPER.matcher(thread.getName()))
                .filter(Matcher::matches)
                .allMatch(reaper -> isAlive(Long.parseLong(reaper.group("pid"))));
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).isPresent();
    }
}
