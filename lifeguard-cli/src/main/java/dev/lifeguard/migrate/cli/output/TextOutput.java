package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.report.MigrationListener;
import java.util.List;
import java.util.Optional;

/** Text for people: results on stdout, errors on stderr. */
public final class TextOutput implements Output {

    private final Console console;
    private final ResultLines results;

    /** An output on a console. */
    public TextOutput(Console console) {
        this.console = console;
        this.results = new ResultLines(console);
    }

    @Override
    public MigrationListener listener() {
        return results;
    }

    @Override
    public void answer(Answer answer) {
        Optional<String> document = document(answer);
        if (document.isPresent()) {
            // For a program, in UTF-8 as a file would be.
            console.json().print(document.get());
            console.json().flush();
            return;
        }
        List<String> lines = answer.lines(console.outStyle());
        if (results.any()) {
            console.out().println();
        }
        // All at once: each println would be a write to the operating system.
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(System.lineSeparator());
        }
        console.out().print(text);
        console.out().flush();
    }

    // No switch: see Answer.
    private static Optional<String> document(Answer answer) {
        if (answer instanceof Answer.Scripted scripted) {
            return Optional.of(scripted.script());
        }
        if (answer instanceof Answer.Seen seen) {
            return seen.beside().isPresent()
                    ? document(seen.beside().get())
                    : seen.sight().document();
        }
        return Optional.empty();
    }

    @Override
    public void failure(Failure failure) {
        int done = failure.done().applied().size() + failure.done().rolledBack().size();
        if (done > 0 || failure.source() == Failure.Source.PLAN) {
            console.out().println();
            console.out().println(TextAnswer.before(failure));
            console.out().flush();
        }
        error(failure, console);
    }

    /** The error alone, on stderr. */
    static void error(Failure failure, Console console) {
        List<ErrorDetail> all =
                failure.problems().contains(failure.error())
                        ? failure.problems()
                        : List.of(failure.error());
        ProblemLines.of(all).forEach(line -> console.err().println(console.errStyle().red(line)));
        console.err().flush();
    }
}
