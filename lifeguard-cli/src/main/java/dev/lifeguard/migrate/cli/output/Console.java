package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.settings.Secrets;
import dev.lifeguard.migrate.connect.words.Style;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The streams of this process, and what each of them can show.
 *
 * @param out where results go
 * @param json where a JSON document goes: the same stream, but always in UTF-8, whatever the
 *     terminal speaks (RFC 8259, 8.1)
 * @param err where progress, warnings and errors go
 * @param outStyle the colours of results
 * @param errStyle the colours of everything else
 * @param liveProgress whether a line on err can be written over
 */
public record Console(
        PrintStream out,
        PrintStream json,
        PrintStream err,
        Style outStyle,
        Style errStyle,
        boolean liveProgress) {

    /** Lets nothing through that would control a terminal. */
    public Console {
        out = TerminalStream.of(out, outStyle);
        json = TerminalStream.of(json, Style.PLAIN);
        err = TerminalStream.of(err, errStyle);
    }

    /** The same without colours. */
    public Console plain() {
        return new Console(out, json, err, Style.PLAIN, Style.PLAIN, liveProgress);
    }

    /** The same, on which some secrets are masked. */
    public Console concealing(Secrets secrets) {
        return new Console(
                TerminalStream.concealing(out, secrets::mask),
                TerminalStream.concealing(json, secrets::maskJson),
                TerminalStream.concealing(err, secrets::mask),
                outStyle,
                errStyle,
                liveProgress);
    }

    /** The process' own, with colours where a terminal takes them and nobody is against them. */
    public static Console of(Map<String, String> environment, boolean noColor) {
        boolean plain = noColor || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean errIsTerminal = Terminal.is(2);
        return new Console(
                System.out,
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                System.err,
                style(!plain && !dumb && Terminal.is(1)),
                style(!plain && !dumb && errIsTerminal),
                errIsTerminal && !dumb);
    }

    private static Style style(boolean colored) {
        return colored ? Style.COLORED : Style.PLAIN;
    }

    /**
     * Says it where a result could not be written: to a full device, or to a reader that is gone.
     *
     * @return whether that was so
     */
    public boolean lostResult() {
        boolean lost = out.checkError() || json.checkError();
        if (lost) {
            err.println(
                    errStyle.red(
                            "LG-101 The result could not be written to the standard output. What"
                                + " the command changed, if anything, stays changed;"
                                + " lifeguard-migrate status shows it. Make room where the output"
                                + " goes, or let its reader read all of it."));
            err.flush();
        }
        return lost;
    }

    /** Prints a warning. */
    void warn(String message) {
        err.println(errStyle.yellow("Warning: ") + message);
        err.flush();
    }
}
