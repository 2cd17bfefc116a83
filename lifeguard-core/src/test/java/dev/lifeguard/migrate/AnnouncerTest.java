package dev.lifeguard.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnnouncerTest {

    @Test
    void tellsEveryListenerInTheirOrder() {
        List<String> heard = new ArrayList<>();
        Announcer announcer =
                new Announcer(
                        List.of(
                                event -> heard.add("1 " + event),
                                event -> heard.add("2 " + event)));

        announcer.on(new ToldEvent.LockAcquired());

        assertThat(heard).containsExactly("1 LockAcquired[]", "2 LockAcquired[]");
    }

    @Test
    void announcesEachWarning() {
        List<MigrationEvent> heard = new ArrayList<>();

        new Announcer(List.of(heard::add)).warn(List.of("first", "second"));

        assertThat(heard)
                .containsExactly(new ToldEvent.Warning("first"), new ToldEvent.Warning("second"));
    }

    @Test
    void passesOnWhatAListenerThrows() {
        Announcer announcer =
                new Announcer(
                        List.of(
                                event -> {
                                    throw new IllegalStateException("no more");
                                }));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> announcer.on(new ToldEvent.LockReleased()))
                .withMessage(
                        "LG-101 The listener dev.lifeguard.migrate.AnnouncerTest failed:"
                                + " java.lang.IllegalStateException: no more. That ends the run;"
                                + " what was committed by then stays. Mend it, and run this again.")
                .withCauseInstanceOf(IllegalStateException.class);
    }
}
