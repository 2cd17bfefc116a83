package dev.lifeguard.migrate.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.MigrationInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShutdownTest {

    private final Shutdown shutdown = new Shutdown();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Test
    void doesNothingAfterTheEnd() {
        shutdown.lastThings(() -> events.add("last things"));
        shutdown.finished();

        shutdown.request();

        assertThat(events).isEmpty();
        assertThat(shutdown.isRequested()).isFalse();
    }

    @Test
    void stopsTheWorkAndWaitsForItsEnd() {
        shutdown.lastThings(() -> events.add("last things"));
        shutdown.onRequest(
                () -> {
                    events.add("stop");
                    shutdown.finished();
                },
                () -> Duration.ofMinutes(1));

        shutdown.request();

        assertThat(events).containsExactly("stop");
    }

    @Test
    void doesTheLastThingsWhereTheWorkDoesNotEnd() {
        shutdown.lastThings(() -> events.add("last things"));
        shutdown.onRequest(() -> events.add("stop"), () -> Duration.ZERO);

        shutdown.request();

        assertThat(events).containsExactly("stop", "last things");
    }

    @Test
    void stopsWorkThatBeginsAfterTheSignal() {
        shutdown.onRequest(() -> {}, () -> Duration.ZERO);
        shutdown.request();

        shutdown.onRequest(() -> events.add("stop"), () -> Duration.ZERO);

        assertThat(events).containsExactly("stop");
    }

    @Test
    void refusesToGoOnAfterTheSignal() {
        assertThatCode(shutdown::requireNotRequested).doesNotThrowAnyException();
        assertThatCode(() -> shutdown.pause(Duration.ZERO)).doesNotThrowAnyException();
        shutdown.onRequest(() -> {}, () -> Duration.ZERO);

        shutdown.request();

        assertThatThrownBy(shutdown::requireNotRequested)
                .isInstanceOf(MigrationInterruptedException.class)
                .hasMessage("LG-601 The run was told to stop. Nothing was changed.");
        assertThatThrownBy(() -> shutdown.pause(Duration.ofMinutes(1)))
                .isInstanceOf(MigrationInterruptedException.class);
    }
}
