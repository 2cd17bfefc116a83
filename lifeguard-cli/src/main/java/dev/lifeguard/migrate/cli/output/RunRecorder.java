package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Direction;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a run has committed, so that a failure can tell. Used by several threads. */
public final class RunRecorder implements MigrationListener {

    private final List<MigrationResult> applied = new ArrayList<>();
    private final List<MigrationResult> rolledBack = new ArrayList<>();
    private boolean planned;

    @Override
    public synchronized void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Planned) {
            planned = true;
        } else if (event instanceof MigrationEvent.MigrationFinished finished) {
            boolean up = finished.step().direction() == Direction.UP;
            (up ? applied : rolledBack).add(finished.result());
        }
    }

    /** What is committed so far. */
    public synchronized Done done() {
        return new Done(applied, rolledBack);
    }

    /** Whether there was something to do, so that the database may be changed by now. */
    public synchronized boolean mayHaveChanged() {
        return planned;
    }
}
