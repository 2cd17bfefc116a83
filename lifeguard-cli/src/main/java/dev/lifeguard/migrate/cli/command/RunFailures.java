package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Done;
import dev.lifeguard.migrate.cli.output.Failure;
import dev.lifeguard.migrate.cli.output.Failure.Source;
import dev.lifeguard.migrate.cli.output.RunRecorder;
import dev.lifeguard.migrate.cli.settings.CommandWords;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of a command that fails: what it did, what is left, and the next step as given. */
public final class RunFailures {

    private final Invocation invocation;
    private final RunRecorder recorder;

    RunFailures(Invocation invocation, RunRecorder recorder) {
        this.invocation = invocation;
        this.recorder = recorder;
    }

    /** Everything about a failure, with what the database says of it where it can be asked. */
    public Failure of(ErrorDetail error, @Nullable Throwable cause) {
        Done done = recorder.done();
        boolean askable = invocation.isOpen() && error.kind() != ErrorKind.DATABASE_UNREACHABLE;
        Optional<MigrationStatus> status = askable ? statusNow() : Optional.empty();
        List<ErrorDetail> problems =
                cause instanceof ValidationException refusal
                        ? refusal.problems()
                        : status.map(now -> now.problems().stream().map(Problem::detail).toList())
                                .orElse(List.of());
        ErrorDetail told = again(OtherTools.hinted(error, problems, status, invocation));
        return status.isPresent()
                ? new Failure(told, again(problems), done, status.get().pending(), Source.HISTORY)
                : unasked(told, again(problems));
    }

    private List<ErrorDetail> again(List<ErrorDetail> errors) {
        return errors.stream().map(this::again).toList();
    }

    /** An error that advises commands with what this one was given. */
    ErrorDetail again(ErrorDetail error) {
        return invocation.advice().of(CommandWords.of(error, invocation::again));
    }

    private Failure unasked(ErrorDetail error, List<ErrorDetail> problems) {
        Optional<List<PendingMigration>> left = recorder.leftByPlan();
        return new Failure(
                error,
                problems,
                recorder.done(),
                left.orElse(List.of()),
                left.isPresent() ? Source.PLAN : Source.NOBODY);
    }

    /** The failure of a command that a signal ended, but that did not come to its end in time. */
    public Failure cutOff(Action action) {
        String state =
                action.changesHistory() || recorder.mayHaveChanged()
                        ? "It did not end in time, so it was cut off: what was committed stays, and"
                                + " lifeguard-migrate status shows it."
                        : "Nothing was changed.";
        ErrorDetail error =
                ErrorDetail.of(ErrorKind.INTERRUPTED, "The run was told to stop. " + state);
        return unasked(error, List.of());
    }

    private Optional<MigrationStatus> statusNow() {
        try {
            // Whoever holds the state table has been waited for already.
            return Optional.of(
                    invocation
                            .plain(invocation.sources())
                            .lockTimeout(Duration.ofSeconds(1))
                            .build()
                            .status());
        } catch (RuntimeException | Error unavailable) {
            // The failure that is on its way is the one to tell; this is for its details only.
            return Optional.empty();
        }
    }
}
