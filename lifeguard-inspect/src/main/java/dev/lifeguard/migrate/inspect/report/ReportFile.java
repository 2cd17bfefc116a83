package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.report.ReportPage.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a report. */
public record ReportFile(Path path) {

    /**
     * Writes it.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it cannot be written
     */
    public void write(Report report) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(path, new ReportPage().of(report, Mode.STILL));
        } catch (IOException failure) {
            throw Refused.because(
                    "The report cannot be written: %s.".formatted(FaultText.of(failure)), failure);
        }
    }
}
