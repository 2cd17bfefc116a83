package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.SnapshotSight;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.OutputFormat;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotTargets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the schema of the database as SQL. */
final class SnapshotCommand implements Action {

    private final TextArgument file =
            TextArgument.of(
                    OptionSpec.builder("--file")
                            .paramLabel("FILE")
                            .description("Write all of it into this file."));

    private final TextArgument directory =
            TextArgument.of(
                    OptionSpec.builder("--directory")
                            .paramLabel("DIR")
                            .description(
                                    "Write one file an object into this directory, as"
                                            + " table/public.orders.sql, and delete those of"
                                            + " objects that are gone."));

    private final Flag check =
            Flag.of(
                    OptionSpec.builder("--check")
                            .description(
                                    "Write nothing; end with 10 where the file or the directory is"
                                            + " not up to date."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("snapshot");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate snapshot [--file FILE] [--directory DIR] [--check]")
                .description(
                        "Writes the schema of the database as sorted SQL that its client loads."
                                + " Equal schemas give equal bytes."
                                + " PostgreSQL, MariaDB, SQLite and H2.",
                        "Changes nothing in the database. Without an option it writes to stdout.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate snapshot > schema.sql",
                        "  lifeguard-migrate snapshot --file schema.sql",
                        "  lifeguard-migrate snapshot --directory schema",
                        "  lifeguard-migrate snapshot --file schema.sql --check");
        return spec.addOption(HelpOption.spec())
                .add(file.spec())
                .add(directory.spec())
                .add(check.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        SnapshotRun.requireReadable(invocation, "snapshot");
        Optional<Path> one =
                Optional.ofNullable(file.text()).map(text -> SnapshotRun.path("--file", text));
        Optional<Path> many =
                Optional.ofNullable(directory.text())
                        .map(text -> SnapshotRun.path("--directory", text));
        if (check.isSet() && one.isEmpty() && many.isEmpty()) {
            throw Refused.because(
                    "--check compares a file or a directory. Name it with --file or --directory.");
        }
        SnapshotTargets targets = new SnapshotTargets(one, many);
        if (!check.isSet()) {
            targets.requireNotRead(SnapshotRun.directories(invocation));
        }
        SchemaSnapshot snapshot = SnapshotRun.read(invocation);
        Optional<String> text =
                targets.paths().isEmpty() ? Optional.of(snapshot.text()) : Optional.empty();
        Optional<String> left = check.isSet() ? Optional.empty() : targets.write(snapshot);
        Optional<SnapshotTargets.Stale> stale =
                check.isSet() ? targets.stale(snapshot) : Optional.empty();
        Optional<String> document =
                invocation.settings().output() == OutputFormat.TEXT ? text : Optional.empty();
        SnapshotSight.Mode mode =
                check.isSet() ? SnapshotSight.Mode.COMPARED : SnapshotSight.Mode.WRITTEN;
        return invocation.warned(
                left.stream().toList(),
                new Answer.Seen(
                        Optional.empty(),
                        new SnapshotSight(targets.paths(), text, mode, stale, document)));
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
