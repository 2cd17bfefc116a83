package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.Wording;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.DurationText;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Waits until somebody else has applied what is pending. */
final class WaitCommand implements Action {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String UNSAID = "5m";

    /** A login that is refused (SQLSTATE class 28) is refused the next time, too. */
    private static final String REFUSED_LOGIN = "28";

    private final TextArgument timeout =
            TextArgument.of(
                    OptionSpec.builder("--timeout")
                            .paramLabel("DURATION")
                            .description("How long to wait (" + UNSAID + "); 0s looks only once."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("wait");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate wait [--timeout DURATION]")
                .description(
                        "Waits until nothing is pending, for a program that starts beside the one"
                                + " that migrates.",
                        "A database that is not there yet is waited for. Ends with 10 when the"
                                + " time is over, and with 3 at once for problems that no waiting"
                                + " solves.",
                        "Changes nothing and takes no lock.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate wait && exec my-application",
                        "  lifeguard-migrate wait --timeout 30s");
        return spec.addOption(HelpOption.spec()).add(timeout.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Duration longest =
                DurationText.required(
                        "timeout", Objects.requireNonNullElse(timeout.text(), UNSAID));
        String told = "";
        while (true) {
            if (!longest.isZero()) {
                invocation.limitLogin(longest.minus(invocation.elapsed()));
            }
            Look look = look(invocation);
            boolean over = invocation.elapsed().compareTo(longest) >= 0;
            if (over || look.isUpToDate()) {
                return new Answer.Awaited(
                        Optional.ofNullable(look.status()),
                        Optional.ofNullable(look.unseen()).map(LifeguardException::detail),
                        invocation.elapsed());
            }
            if (!look.waitingFor().equals(told)) {
                told = look.waitingFor();
                invocation.doing("Waiting: " + told);
            }
            invocation.pause(shorter(PAUSE, longest.minus(invocation.elapsed())));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other.isNegative() ? Duration.ZERO : other;
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Awaited awaited && !awaited.succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }

    /**
     * What one look at the database found; one of both is null.
     *
     * @param status how things stand
     * @param unseen why nobody knows
     */
    private record Look(@Nullable MigrationStatus status, @Nullable LifeguardException unseen) {

        boolean isUpToDate() {
            return status != null && status.upToDate();
        }

        String waitingFor() {
            if (status != null) {
                return Wording.count(status.pending().size(), "migration") + " pending";
            }
            return unseen instanceof LockTimeoutException
                    ? "the state table is locked"
                    : "the database cannot be reached";
        }
    }

    private static Look look(Invocation invocation) {
        try {
            // Whoever migrates may have the state table for itself for a while.
            Migrator migrator = invocation.migrator(builder -> builder.lockTimeout(PAUSE));
            MigrationStatus status = migrator.status();
            if (!status.problems().isEmpty() && !mayPass(status, migrator)) {
                // Again: its runner may have come to its end between both looks.
                status = migrator.validate();
            }
            return new Look(status, null);
        } catch (LockTimeoutException locked) {
            return new Look(null, locked);
        } catch (DatabaseUnreachableException unreachable) {
            if (isForGood(unreachable)) {
                throw unreachable;
            }
            return new Look(null, unreachable);
        }
    }

    private static boolean isForGood(DatabaseUnreachableException unreachable) {
        String state = unreachable.detail().sqlState();
        return (state != null && state.startsWith(REFUSED_LOGIN))
                || (unreachable.getCause() instanceof SQLException failure
                        && DatabaseFailure.isOfSettings(failure));
    }

    /** A migration is part-way as long as its runner is in the middle of it. */
    private static boolean mayPass(MigrationStatus status, Migrator migrator) {
        return status.problems().stream()
                        .map(Problem::detail)
                        .allMatch(problem -> problem.kind() == ErrorKind.PARTIALLY_APPLIED)
                && migrator.lockHolder().isPresent();
    }
}
