package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.ReportSight;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.report.Report;
import dev.lifeguard.migrate.inspect.report.ReportFile;
import dev.lifeguard.migrate.inspect.report.ReportReader;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a page about the database and its migrations, or serves it while they run. */
final class ReportCommand implements Action {

    private final TextArgument file =
            TextArgument.of(
                    OptionSpec.builder("--file")
                            .paramLabel("FILE")
                            .description("Write the page into this file."));

    private final Flag serve =
            Flag.of(
                    OptionSpec.builder("--serve")
                            .description(
                                    "Serve it to browsers on this machine, and follow what runs,"
                                            + " until Ctrl-C."));

    private final TextArgument port =
            TextArgument.of(
                    OptionSpec.builder("--port")
                            .paramLabel("PORT")
                            .description("With --serve: the port (a free one)."));

    private final Flag noDrift =
            Flag.of(
                    OptionSpec.builder("--no-drift")
                            .description(
                                    "Do not compare the schema, which applies all migrations to"
                                            + " a scratch database."));

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("report");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate report --file FILE [--no-drift] [--scratch-url URL]",
                        "       lifeguard-migrate report --serve [--port PORT]")
                .description(
                        "Makes one page of HTML: what ran when, how long and by whom, what is"
                                + " pending and what lint finds in it, problems, drift, locks,"
                                + " batches, table sizes and a diagram.",
                        "The page needs no network. Changes nothing in the database.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate report --file report.html",
                        "  lifeguard-migrate report --serve --port 8090");
        return spec.addOption(HelpOption.spec())
                .add(file.spec())
                .add(serve.spec())
                .add(port.spec())
                .add(noDrift.spec())
                .add(scratch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        String named = file.text();
        if (serve.isSet() == (named != null)) {
            throw Refused.because("Give either --file FILE or --serve.");
        }
        if (named == null) {
            return ServedReport.serve(invocation, port());
        }
        if (port.text() != null) {
            throw Refused.because("--port is for --serve alone.");
        }
        Path path = SnapshotRun.path("--file", named);
        ReportFile page = new ReportFile(path);
        SnapshotRun.directories(invocation).requireNotRead("--file", path);
        page.requireOwn();
        ReportReader reader = ReportParts.reader(invocation);
        ReportParts parts = new ReportParts(invocation, invocation.migrator().status());
        Report report =
                reader.read(noDrift.isSet() ? parts.withoutDrift() : parts.withDrift(scratch));
        page.write(report);
        return new Answer.Seen(Optional.empty(), new ReportSight(path, report.status().pending()));
    }

    /** Empty for a free one. */
    private Optional<Integer> port() {
        String given = port.text();
        if (given == null) {
            return Optional.empty();
        }
        int number = WholeNumber.of("--port", given, "a port");
        if (number > 65_535) {
            throw Refused.because("--port is \"%s\". Ports go up to 65535.".formatted(given));
        }
        return Optional.of(number);
    }
}
