package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.report.MigrationListener;
import org.jspecify.annotations.Nullable;

/** One JSON document on stdout, with the same outer shape for every command and outcome. */
public final class JsonOutput implements Output {

    private final @Nullable String command;
    private final Console console;

    /**
     * An output for a command.
     *
     * @param command its name, or null when the arguments name none
     */
    public JsonOutput(@Nullable String command, Console console) {
        this.command = command;
        this.console = console;
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
        if (console.json().checkError()) {
            // Nobody can read the document, and the error is in it.
            TextOutput.error(failure, console);
        }
    }

    private void print(String document) {
        console.json().println(document);
        console.json().flush();
    }
}
