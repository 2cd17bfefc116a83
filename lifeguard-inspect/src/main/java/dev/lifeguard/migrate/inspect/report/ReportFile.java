package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.connect.file.ResultFile;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.report.ReportPage.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file with a report. */
public record ReportFile(Path path) {

    /** What each page says. */
    private static final String MARK = "content=\"lifeguard-migrate report\"";

    /** How pages began that did not say so. */
    private static final Pattern EARLIER =
            Pattern.compile(
                    "\\s*<!doctype html>\\s+<html lang=\"en\">\\s+<head>\\s+<meta"
                            + " charset=\"utf-8\">\\s+<meta http-equiv=\"Content-Security-Policy\""
                            + " content=\"default-src 'none'; script-src 'sha256-");

    /**
     * Refuses one of somebody else, before the report is made.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when there is one
     */
    public void requireOwn() {
        try {
            result().requireOwn();
        } catch (IOException failure) {
            throw unwritten(failure);
        }
    }

    /**
     * Writes it.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it cannot be written
     */
    public void write(Report report) {
        try {
            result().write(
                            new ReportPage()
                                    .of(report, Mode.STILL)
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw unwritten(failure);
        }
    }

    private ResultFile result() {
        return new ResultFile(
                path, "report", MARK, beginning -> EARLIER.matcher(beginning).lookingAt());
    }

    private static LifeguardException unwritten(IOException failure) {
        return Refused.because(
                "The report cannot be written: %s.".formatted(FaultText.of(failure)), failure);
    }
}
