package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.Importing;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Takes over the history of another tool. */
final class ImportCommand implements Action {

    private final TextArgument tool =
            TextArgument.of(
                    PositionalParamSpec.builder()
                            .paramLabel("TOOL")
                            .description("The tool, by the name of its layout: flyway, goose, …")
                            .required(true));

    private final TextArgument fromTable =
            TextArgument.of(
                    OptionSpec.builder("--from-table")
                            .paramLabel("NAME")
                            .description(
                                    "The table of its history, as TABLE or SCHEMA.TABLE, where it"
                                            + " is not the tool's usual one."));

    private final Flag dryRun =
            Flag.of(
                    OptionSpec.builder("--dry-run")
                            .description(
                                    "Only compare, and show what would be recorded or removed."));

    private final Flag undo =
            Flag.of(
                    OptionSpec.builder("--undo")
                            .description(
                                    "Take an import back after which nothing was applied, rolled"
                                            + " back or repaired. No table of TOOL is read for"
                                            + " that."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("import");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate import TOOL [--from-table NAME] [--dry-run]",
                        "       lifeguard-migrate import TOOL --undo [--dry-run]")
                .description(
                        "Takes over the history of another tool: what its table says is applied is"
                                + " recorded as applied, without being run.",
                        "The files are compared with that table by the tool's own checksums."
                                + " Where something does not fit nothing is written. The tool's"
                                + " table stays as it is, and what it did not apply stays"
                                + " pending.",
                        "The directory is read by the layout of TOOL.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate import flyway --dry-run",
                        "  lifeguard-migrate import flyway && lifeguard-migrate up --layout flyway",
                        "  lifeguard-migrate import goose --from-table app.goose_db_version");
        return spec.addOption(HelpOption.spec())
                .add(tool.spec())
                .add(fromTable.spec())
                .add(dryRun.spec())
                .add(undo.spec());
    }

    @Override
    public Settings settings(Settings given) {
        Layout layout = chosen().layout();
        if (!given.layout().equals(Layout.own()) && !given.layout().equals(layout)) {
            throw Refused.because(
                    ("The layout that is set is another one than that of %s. Leave --layout and"
                                    + " LIFEGUARD_LAYOUT out: import %s reads the directory by its"
                                    + " own.")
                            .formatted(chosen().title(), chosen().id()));
        }
        return given.with(chosen().id(), layout);
    }

    private OtherTool chosen() {
        String name = Objects.requireNonNull(tool.text());
        return OtherTool.named(name)
                .orElseThrow(() -> Refused.because(LayoutName.unknownTool(name)));
    }

    @Override
    public Answer perform(Invocation invocation) {
        OtherTool from = chosen();
        ForeignHistory history = from.history(fromTable.text()).orElseThrow(() -> unreadable(from));
        Migrator migrator = invocation.migrator();
        if (undo.isSet()) {
            return dryRun.isSet()
                    ? answer(invocation, Importing.UNDO_COMPARED, migrator.planUndoImport(history))
                    : answer(invocation, Importing.UNDONE, migrator.undoImport(history));
        }
        return dryRun.isSet()
                ? answer(invocation, Importing.COMPARED, migrator.planImport(history))
                : answer(invocation, Importing.DONE, migrator.importHistory(history));
    }

    private static LifeguardException unreadable(OtherTool from) {
        return Refused.because(
                "The history of %s cannot be taken over. Record what the database has: %s."
                        .formatted(from.title(), Remedy.BASELINE.place()));
    }

    private Answer answer(Invocation invocation, Importing importing, ImportReport report) {
        OtherTool from = chosen();
        return invocation.warned(
                report.warnings(),
                new Answer.Imported(next(invocation.settings()), from.title(), importing, report));
    }

    /** Files that were converted are this project's own from then on, whatever import read. */
    private String next(Settings settings) {
        boolean converted =
                settings.migrations().stream().anyMatch(ConvertedDirectory::isConverted);
        return settings.next("lifeguard-migrate up", converted ? LayoutName.OWN : chosen().id());
    }

    @Override
    public boolean changesHistory() {
        return !dryRun.isSet();
    }
}
