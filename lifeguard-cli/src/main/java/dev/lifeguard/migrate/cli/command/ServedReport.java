package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.ServedSight;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.inspect.report.Report;
import dev.lifeguard.migrate.inspect.report.ReportReader;
import dev.lifeguard.migrate.inspect.report.ReportServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Serves a report until a signal ends it. */
final class ServedReport {

    private static final Duration AT_ONCE = Duration.ofHours(1);

    private ServedReport() {}

    static Answer serve(Invocation invocation, Optional<Integer> port) {
        ReportReader reader = ReportParts.reader(invocation);
        Report first =
                reader.read(
                        new ReportParts(invocation, invocation.migrator().status()).withoutDrift());
        try (ReportServer server = ReportServer.start(reader, first, port)) {
            invocation.doing("The report is at %s until Ctrl-C.".formatted(server.address()));
            awaitSignal(invocation);
            return new Answer.Seen(
                    Optional.empty(), new ServedSight(server.address(), first.status().pending()));
        } catch (IOException taken) {
            throw Refused.because(
                    "The report cannot be served%s: %s."
                            .formatted(
                                    port.map(" on port %s"::formatted).orElse(""),
                                    FaultText.of(taken)),
                    taken);
        }
    }

    /** A signal is how it is meant to end, and no failure. */
    private static void awaitSignal(Invocation invocation) {
        try {
            while (true) {
                invocation.pause(AT_ONCE);
            }
        } catch (MigrationInterruptedException signal) {
            invocation.doing("The report is no longer served.");
        }
    }
}
