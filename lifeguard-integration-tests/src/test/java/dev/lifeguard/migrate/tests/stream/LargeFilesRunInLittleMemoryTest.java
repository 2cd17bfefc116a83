package dev.lifeguard.migrate.tests.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A file may be many times as large as the heap, and every byte of it arrives.
 *
 * <p>The system property {@code lifeguard.large} makes the files so many times as large.
 */
@OnPostgres(18)
final class LargeFilesRunInLittleMemoryTest {

    private static final int TIMES = Integer.getInteger("lifeguard.large", 1);
    private static final long COPY_MEGABYTES = 64L * TIMES;
    private static final long INSERTS_MEGABYTES = 32L * TIMES;
    private static final Duration DEADLINE = Duration.ofSeconds(60L * TIMES);

    @AutoClose private final Project project;

    LargeFilesRunInLittleMemoryTest(PostgresServer server) {
        project = new Project(server);
    }

    @Test
    void aCopyOfManyTimesTheHeapArrivesWhole() {
        LargeScript script = LargeScript.ofOneCopy(project, COPY_MEGABYTES, "\\.\n");
        requireApplied("-Xmx24m");
        assertThat(project.database().value(LargeScript.CONTENT)).isEqualTo(script.content());
    }

    @Test
    void insertsOfManyTimesTheHeapArriveWhole() {
        LargeScript script = LargeScript.ofInserts(project, INSERTS_MEGABYTES);
        requireApplied("-Xmx24m");
        assertThat(project.database().value(LargeScript.CONTENT)).isEqualTo(script.content());
    }

    @Test
    void aCopyOfManyTimesTheHeapWithoutItsEndIsRefusedBeforeAnythingRuns() {
        LargeScript script = LargeScript.ofOneCopy(project, COPY_MEGABYTES, "");
        assertThat(script.rows()).isGreaterThan(1000);
        assertThat(outputOfUp("-Xmx24m"))
                .isEqualTo(
                        """
                        LG-302 20240101000000_big.sql:2:1: COPY … FROM STDIN has no end. Put its \
                        semicolon and its data below it, and a line that is only \\. after the \
                        data.
                          2 | COPY big FROM stdin;
                            | ^\
                        """);
        assertThat(project.database().has("big")).isFalse();
        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }

    private void requireApplied(String heap) {
        assertThat(outputOfUp(heap)).isEqualTo("applied [big]");
        assertThat(project.history()).containsExactly("20240101000000|big|whole");
    }

    private String outputOfUp(String heap) {
        try (ChildProcess up = ChildProcess.upWithin(project, heap)) {
            assertThat(up.awaitExitWithin(DEADLINE)).as(up.errors()).isZero();
            return up.output().strip();
        }
    }
}
