package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.RunRecorder;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.GivenLint;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.inspect.snapshot.NamedSchema;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotAfterRun;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Applies what is pending. */
final class UpCommand implements Action {

    private final TargetOptions target = new TargetOptions();

    private final Flag dryRun =
            Flag.of(
                    OptionSpec.builder("--dry-run")
                            .description("Only show what would run; see also plan."));

    private final Flag outOfOrder =
            Flag.of(
                    OptionSpec.builder("--out-of-order")
                            .description(
                                    "Also apply what is older than the newest applied migration."));

    private final Flag group =
            Flag.of(
                    OptionSpec.builder("--group")
                            .description(
                                    "Commit all migrations together, or none of them; those that"
                                            + " cannot run in a transaction divide them. PostgreSQL"
                                            + " only."));

    private final RunRecorder recorder = new RunRecorder();

    private final TextArgument lint =
            TextArgument.of(
                    OptionSpec.builder("--lint")
                            .paramLabel("off|warn|error")
                            .completionCandidates(List.of("off", "warn", "error"))
                            .description(
                                    "Look first for what is unsafe in pending migrations, as lint"
                                            + " does: tell it, or do not start where one is an"
                                            + " error (off). LIFEGUARD_LINT."));

    private final TextArgument snapshotFile =
            TextArgument.of(
                    OptionSpec.builder("--snapshot-file")
                            .paramLabel("FILE")
                            .description(
                                    "Write the schema into this file after a run that changed it,"
                                            + " as snapshot does. LIFEGUARD_SNAPSHOT_FILE."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("up");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate up [--steps N | --target VERSION] [--dry-run]"
                                + " [--out-of-order] [--group] [--lint off|warn|error]"
                                + " [--snapshot-file FILE]")
                .description(
                        "Applies pending migrations, oldest first, each in its own transaction.",
                        "With nothing pending it takes no lock and changes nothing.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate up",
                        "  lifeguard-migrate up --dry-run",
                        "  lifeguard-migrate up --target 20240120140000",
                        "  lifeguard-migrate up --group",
                        "  lifeguard-migrate up --lint error",
                        "  lifeguard-migrate up --database-url postgresql://app:secret@db/app"
                                + " --lock-timeout 30s");
        return spec.addOption(HelpOption.spec())
                .addArgGroup(target.spec())
                .add(dryRun.spec())
                .add(outOfOrder.spec())
                .add(group.spec())
                .add(lint.spec())
                .add(snapshotFile.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Target wanted = target.target(invocation).orElse(Target.all());
        GivenLint.Mode mode = invocation.settings().lint().mode(lint.text());
        if (!dryRun.isSet()) {
            invocation.makeDatabase();
        }
        // No lambda and no switch where nothing is asked for: each costs a class at every start.
        return mode == GivenLint.Mode.OFF
                ? perform(wanted, null, invocation)
                : LintedUp.perform(mode, invocation, check -> perform(wanted, check, invocation));
    }

    private Answer perform(Target wanted, @Nullable PlanCheck check, Invocation invocation) {
        Migrator migrator =
                invocation.migrator(
                        builder -> {
                            configure(builder);
                            builder.listener(recorder);
                            if (check != null) {
                                builder.check(check);
                            }
                            new FirstRun(invocation).accept(builder);
                        });
        if (dryRun.isSet()) {
            Plan plan = migrator.plan(wanted);
            plan.requireRunnable();
            return invocation.warned(plan.status().warnings(), new Answer.Planned(plan));
        }
        Optional<Path> file = snapshotFile(invocation, migrator);
        MigrationReport report = up(migrator, wanted, file, invocation);
        return new Answer.Migrated(
                Direction.UP,
                invocation.advice().of(report),
                invocation.elapsed(),
                invocation.settings().directories(),
                invocation.files());
    }

    /** Writes the snapshot where anything was applied, before a migration that failed too. */
    private MigrationReport up(
            Migrator migrator, Target wanted, Optional<Path> file, Invocation invocation) {
        if (file.isEmpty()) {
            return migrator.up(wanted);
        }
        SnapshotAfterRun snapshot = new SnapshotAfterRun(file.get());
        return SnapshotAfterRun.around(
                () -> migrator.up(wanted),
                () -> !recorder.done().applied().isEmpty(),
                () -> SnapshotRun.write(invocation, snapshot),
                warning -> invocation.warned(List.of(warning), ""));
    }

    /**
     * Where there is one, a database whose schema cannot be read, and a file that cannot be
     * written, are refused before anything is changed.
     */
    private Optional<Path> snapshotFile(Invocation invocation, Migrator migrator) {
        String option = snapshotFile.text();
        Optional<Path> file =
                option == null
                        ? invocation.settings().defaults().snapshotFile()
                        : Optional.of(SnapshotRun.path("--snapshot-file", option));
        if (file.isPresent()) {
            SnapshotRun.requireReadable(invocation, "--snapshot-file");
            new SnapshotAfterRun(file.get()).requireWritable(SnapshotRun.directories(invocation));
            NamedSchema schema = SnapshotRun.schema(invocation);
            if (schema.mayBeElsewhere()) {
                // Waits for the database as the run would.
                migrator.status();
                schema.requireThatOfUrl(invocation.database().dataSource(), "--snapshot-file");
            }
        }
        return file;
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && seen.beside().isEmpty()
                ? Ending.FOUND
                : Ending.DONE;
    }

    /** What is not among the options may be in the configuration file. */
    private void configure(MigratorBuilder builder) {
        if (outOfOrder.isSet()) {
            builder.outOfOrder(OutOfOrder.ALLOW);
        }
        if (group.isSet()) {
            builder.grouping(Grouping.ALL);
        }
    }
}
