package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.connect.words.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A command in the JVM of the tests, by all of {@link Main} but what concerns the process: signals,
 * its exit, the streams. A start of its own takes 0.3 s of the processor's time.
 *
 * <p>The working directory is that of the tests, and all libraries are there.
 */
public final class CommandHere {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final int exit;

    /** Runs it to its end, in an environment of these variables alone. */
    public CommandHere(Map<String, String> environment, List<String> arguments) {
        if (arguments.contains("-v") || arguments.contains("--verbose")) {
            throw new IllegalArgumentException("The log is one of the whole JVM");
        }
        PrintStream out = stream(output);
        Console console =
                new Console(out, out, stream(errors), Style.PLAIN, Style.PLAIN, /* live */ false);
        exit = Main.run(environment, new Shutdown(), arguments, console).number();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** The exit code. */
    public int exit() {
        return exit;
    }

    /** What it wrote to the standard output. */
    public String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** What it wrote to the standard error. */
    public String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
