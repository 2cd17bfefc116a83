package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.PendingLook;
import dev.lifeguard.migrate.connect.words.DurationText;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Waits until somebody else has applied what is pending. */
final class WaitCommand implements Action {

    private static final String UNSAID = "5m";

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
                limitLogin(invocation, longest.minus(invocation.elapsed()));
            }
            PendingLook look = look(invocation);
            boolean over = invocation.elapsed().compareTo(longest) >= 0;
            if (over || look.isUpToDate()) {
                return new Answer.Awaited(
                        Optional.ofNullable(look.status()),
                        Optional.ofNullable(look.unseen()).map(LifeguardException::detail),
                        invocation.elapsed());
            }
            if (!waitingFor(look).equals(told)) {
                told = waitingFor(look);
                invocation.doing("Waiting: " + told);
            }
            invocation.pause(shorter(PendingLook.PAUSE, longest.minus(invocation.elapsed())));
        }
    }

    private static PendingLook look(Invocation invocation) {
        try {
            return PendingLook.at(
                    invocation.migrator(builder -> builder.lockTimeout(PendingLook.PAUSE)));
        } catch (LifeguardException failure) {
            return PendingLook.failed(failure);
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

    private static String waitingFor(PendingLook look) {
        if (look.status() != null) {
            return Wording.count(look.status().pending().size(), "migration") + " pending";
        }
        return look.unseen() instanceof LockTimeoutException
                ? "the state table is locked"
                : "the database cannot be reached";
    }

    /**
     * Lets a login take no longer, in whole seconds and at least one, where its driver has such a
     * limit; one that is shorter stays.
     */
    private static void limitLogin(Invocation invocation, Duration longest) {
        try {
            DataSource dataSource = invocation.database().dataSource();
            int now = dataSource.getLoginTimeout();
            long seconds = Math.max(1, longest.plusMillis(999).toSeconds());
            if (now == 0 || seconds < now) {
                dataSource.setLoginTimeout(Math.toIntExact(seconds));
            }
        } catch (SQLException noLimit) {
            // It has one of its own, which stays.
        }
    }
}
