package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is to show, and can be told to stop. */
final class RecordingCaller implements ServerCaller {

    private final Duration patience;
    private final List<String> shown = new ArrayList<>();
    private boolean stopped;

    RecordingCaller(Duration patience) {
        this.patience = patience;
    }

    List<String> shown() {
        return List.copyOf(shown);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public String longer() {
        return "with --lock-timeout";
    }

    @Override
    public void doing(String what) {
        shown.add(what);
    }

    @Override
    public void done() {
        // What was shown is kept.
    }

    @Override
    public void warn(String what) {
        shown.add(what);
    }

    @Override
    public void pause(Duration time) {
        if (stopped) {
            throw Refused.because("stopped");
        }
        ServerCaller.silent(patience, longer()).pause(time);
    }

    @Override
    public void starting(Duration longest) {
        assert longest.isPositive();
    }

    @Override
    public ConfigurationException missingPrograms() {
        return ServerCaller.silent(patience, longer()).missingPrograms();
    }
}
