package dev.lifeguard.migrate.tests.lock;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event. */
final class Recorder implements MigrationListener {

    private final List<MigrationEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(MigrationEvent event) {
        events.add(event);
    }

    /** Those of one kind, in their order. */
    <E extends MigrationEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    boolean has(Class<? extends MigrationEvent> kind) {
        return !all(kind).isEmpty();
    }
}
