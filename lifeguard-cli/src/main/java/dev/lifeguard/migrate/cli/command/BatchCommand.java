package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.Batches;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Shows and runs migrations with batches. */
final class BatchCommand implements Action {

    private final TextArgument action =
            TextArgument.at(
                    0,
                    PositionalParamSpec.builder()
                            .paramLabel("ACTION")
                            .description("status, run, pause, resume or cancel.")
                            .required(true));

    private final TextArgument version =
            TextArgument.at(
                    1,
                    PositionalParamSpec.builder()
                            .paramLabel("VERSION")
                            .arity("0..1")
                            .description(
                                    "The migration; needed to pause, resume and cancel. run takes"
                                            + " all that are to be run in the background where none"
                                            + " is named."));

    private final TextArgument workers =
            TextArgument.of(
                    OptionSpec.builder("--workers")
                            .paramLabel("N")
                            .description(
                                    "With run: on how many connections, each with ranges of its"
                                            + " own (1); on other databases than PostgreSQL"
                                            + " where the key is a whole number."));

    private final Flag restart =
            Flag.of(
                    OptionSpec.builder("--restart")
                            .description(
                                    "With run VERSION: forget what was done, and begin at the"
                                            + " first row."));

    /** What is done. */
    private enum Verb {
        STATUS,
        RUN,
        PAUSE,
        RESUME,
        CANCEL
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("batch");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate batch status [VERSION]",
                        "       lifeguard-migrate batch run [VERSION] [--workers N] [--restart]",
                        "       lifeguard-migrate batch pause|resume|cancel VERSION")
                .description(
                        "Shows how far migrations with batches are, and runs those of the"
                                + " background.",
                        "Each batch is one transaction, in which it is written how far it is: a"
                                + " run that was cut off is gone on with, and no row is changed"
                                + " twice. Any number of runs may go on at once.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate batch status",
                        "  lifeguard-migrate batch run --workers 4",
                        "  lifeguard-migrate batch pause 20240120120000");
        return spec.addOption(HelpOption.spec())
                .add(action.spec())
                .add(version.spec())
                .add(workers.spec())
                .add(restart.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Verb verb = verb();
        if (verb != Verb.RUN && (restart.isSet() || workers.text() != null)) {
            throw Refused.because("--restart and --workers belong to batch run. Take them out.");
        }
        Optional<Long> one =
                Optional.ofNullable(version.text())
                        .map(text -> VersionText.parse(text, invocation).number());
        Migrator migrator = invocation.migrator();
        Batches batches = migrator.batches();
        List<BatchStatus> seen =
                switch (verb) {
                    case STATUS ->
                            invocation.warned(
                                    unreadable(migrator, invocation), status(batches, one));
                    case RUN -> ran(batches.run(run(one, invocation)), one, migrator, invocation);
                    case PAUSE -> List.of(batches.pause(required(one)));
                    case RESUME -> List.of(batches.resume(required(one)));
                    case CANCEL -> List.of(batches.cancel(required(one)));
                };
        return new Answer.Batched(
                seen,
                verb == Verb.RUN && one.isEmpty() ? batches.status() : List.of(),
                invocation.advice()::of);
    }

    /** Where all are to be run, what is not known of is told. */
    private static List<BatchStatus> ran(
            List<BatchStatus> ran, Optional<Long> one, Migrator migrator, Invocation invocation) {
        return one.isPresent() ? ran : invocation.warned(unreadable(migrator, invocation), ran);
    }

    /** What cannot be read may have batches, too. */
    private static List<String> unreadable(Migrator migrator, Invocation invocation) {
        return migrator.status().problems().stream()
                .map(Problem::detail)
                .filter(problem -> problem.kind() == ErrorKind.INVALID_SCRIPT)
                .flatMap(problem -> Optional.ofNullable(problem.file()).stream())
                .distinct()
                .map(
                        file ->
                                "\"%s\" cannot be read, so that it is not known whether it has batches. %s says why."
                                        .formatted(
                                                file,
                                                invocation.again("lifeguard-migrate validate")))
                .toList();
    }

    private Verb verb() {
        return switch (Objects.requireNonNull(action.text())) {
            case "status" -> Verb.STATUS;
            case "run" -> Verb.RUN;
            case "pause" -> Verb.PAUSE;
            case "resume" -> Verb.RESUME;
            case "cancel" -> Verb.CANCEL;
            default ->
                    throw Refused.because(
                            "There is no \"batch %s\". Use batch status, run, pause, resume or cancel."
                                    .formatted(action.text()));
        };
    }

    private static List<BatchStatus> status(Batches batches, Optional<Long> one) {
        List<BatchStatus> all = batches.status();
        if (one.isEmpty()) {
            return all;
        }
        List<BatchStatus> named =
                all.stream().filter(each -> each.version().number() == one.get()).toList();
        if (named.isEmpty()) {
            throw Refused.because(
                    "Migration %s has no batches. batch status lists those that have."
                            .formatted(one.get()));
        }
        return named;
    }

    private BatchRun run(Optional<Long> one, Invocation invocation) {
        if (restart.isSet() && one.isEmpty()) {
            throw Refused.because("--restart forgets what was done: name the VERSION it is for.");
        }
        BatchRun run = one.map(BatchRun::of).orElseGet(BatchRun::all);
        run = run.telling(invocation.progress()::batch);
        String count = workers.text();
        if (count != null) {
            if (!count.matches("[1-9][0-9]?") || Integer.parseInt(count) > 64) {
                throw Refused.because(
                        "--workers is \"%s\". Write a whole number from 1 to 64.".formatted(count));
            }
            run = run.workers(Integer.parseInt(count));
        }
        return restart.isSet() ? run.anew() : run;
    }

    private static long required(Optional<Long> one) {
        return one.orElseThrow(
                () -> Refused.because("Name the VERSION of a migration that has batches."));
    }

    @Override
    public boolean changesHistory() {
        return !"status".equals(action.text());
    }
}
