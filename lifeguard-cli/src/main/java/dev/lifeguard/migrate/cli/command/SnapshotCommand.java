package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.SnapshotSight;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.OutputFormat;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the schema of the database as SQL. */
final class SnapshotCommand implements Action {

    /** How many files one sentence names. */
    private static final int NAMED = 5;

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
        SchemaSnapshot snapshot = SnapshotRun.read(invocation);
        List<Path> paths = new ArrayList<>();
        one.ifPresent(paths::add);
        many.ifPresent(paths::add);
        Optional<String> text = paths.isEmpty() ? Optional.of(snapshot.text()) : Optional.empty();
        List<String> left = new ArrayList<>();
        Optional<SnapshotSight.Stale> stale = stale(snapshot, one, many, left);
        Optional<String> document =
                invocation.settings().output() == OutputFormat.TEXT ? text : Optional.empty();
        SnapshotSight.Mode mode =
                check.isSet() ? SnapshotSight.Mode.COMPARED : SnapshotSight.Mode.WRITTEN;
        return invocation.warned(
                left.isEmpty() ? List.of() : List.of(told(left)),
                new Answer.Seen(
                        Optional.empty(), new SnapshotSight(paths, text, mode, stale, document)));
    }

    private static String told(List<String> left) {
        return "Left as they are, since snapshot did not write them: %s%s."
                .formatted(
                        String.join(", ", left.subList(0, Math.min(left.size(), NAMED))),
                        left.size() > NAMED ? " and %s more".formatted(left.size() - NAMED) : "");
    }

    /**
     * Compares or writes; what is not up to date is only found where nothing is written.
     *
     * @param left gets the files that are of somebody else
     */
    private Optional<SnapshotSight.Stale> stale(
            SchemaSnapshot snapshot, Optional<Path> one, Optional<Path> many, List<String> left) {
        try {
            if (!check.isSet()) {
                if (many.isPresent()) {
                    left.addAll(SnapshotFiles.writeAll(snapshot, many.get()));
                }
                if (one.isPresent()) {
                    SnapshotFiles.write(snapshot, one.get());
                }
                return Optional.empty();
            }
            Optional<SnapshotSight.Stale> found = Optional.empty();
            if (one.isPresent()) {
                found = SnapshotSight.Stale.of(one.get(), SnapshotFiles.stale(snapshot, one.get()));
            }
            if (found.isEmpty() && many.isPresent()) {
                found =
                        SnapshotSight.Stale.of(
                                many.get(), SnapshotFiles.staleAmong(snapshot, many.get()));
            }
            return found;
        } catch (IOException failure) {
            throw Refused.because(
                    "The snapshot cannot be %s: %s."
                            .formatted(
                                    check.isSet() ? "compared" : "written", FaultText.of(failure)),
                    failure);
        }
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
