package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.report.MigrationListener;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** One JSON document on stdout, with the same outer shape for every command and outcome. */
public final class JsonOutput implements Output {

    private final @Nullable String command;
    private final PrintStream out;

    /**
     * An output for a command.
     *
     * @param command its name, or null when the arguments name none
     */
    public JsonOutput(@Nullable String command, Console console) {
        this.command = command;
        this.out = console.json();
    }

    @Override
    public MigrationListener listener() {
        return event -> {};
    }

    @Override
    public void answer(Answer answer) {
        print(JsonAnswer.of(command, answer));
    }

    @Override
    public void failure(Failure failure) {
        print(JsonAnswer.of(command, failure));
    }

    private void print(String document) {
        out.println(document);
        out.flush();
    }
}
