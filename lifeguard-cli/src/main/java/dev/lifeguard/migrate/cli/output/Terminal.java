package dev.lifeguard.migrate.cli.output;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Whether stdout and stderr are a terminal, each for itself, which Java itself does not tell. */
public final class Terminal {

    private Terminal() {}

    /** Whether the stream with a number is one: 1 is stdout, 2 is stderr. */
    public static boolean is(int descriptor) {
        Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            return isName(Files.readSymbolicLink(link).toString());
        } catch (IOException | UnsupportedOperationException noProc) {
            return askTest(descriptor);
        }
    }

    private static boolean isName(String file) {
        return file.startsWith("/dev/pts/")
                || file.startsWith("/dev/tty")
                || file.startsWith("/dev/console");
    }

    /** Where there is no /proc (macOS): the program test looks at the stream that it inherits. */
    private static boolean askTest(int descriptor) {
        try {
            Process test =
                    new ProcessBuilder("/bin/test", "-t", Integer.toString(descriptor))
                            .redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT)
                            .start();
            return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
