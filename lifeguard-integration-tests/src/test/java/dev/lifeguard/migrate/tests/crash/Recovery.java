package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.server.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The next run after a crash, which goes on by itself or says exactly what to do. */
final class Recovery {

    private static final Pattern COMMAND =
            Pattern.compile("new Repair\\.Statement(Done|Undone)\\(([0-9]{14})L\\)");

    private final CrashProject crashed;

    Recovery(CrashProject crashed) {
        this.crashed = crashed;
    }

    /** How it went on. */
    enum Outcome {
        BY_ITSELF,
        /** Everything was done already, and the run removed a dead holder's row by itself. */
        NOTHING_LEFT,
        /** After one of the two commands that it named. */
        REPAIRED
    }

    /** Runs up to the end and asserts that everything is there once. */
    Outcome run() {
        Migrator next = crashed.migrator(crashed.database().dataSource()).build();
        Outcome outcome = goOn(next);
        crashed.traces().requireWhole(crashed.checksums());
        if (outcome == Outcome.NOTHING_LEFT) {
            awaitDeadRowRemoved(next);
        }
        assertThat(crashed.looking().lockHolder()).isEmpty();
        assertThat(crashed.looking().validate().pending()).isEmpty();
        return outcome;
    }

    private Outcome goOn(Migrator next) {
        try {
            return next.up().applied().isEmpty() ? Outcome.NOTHING_LEFT : Outcome.BY_ITSELF;
        } catch (LifeguardException inDoubt) {
            repair(next, inDoubt.detail());
            next.up();
            return Outcome.REPAIRED;
        }
    }

    /** The row is a dead holder's as soon as the server knows that its connection is gone. */
    private static void awaitDeadRowRemoved(Migrator next) {
        Await.until(
                "a run with nothing to do leaves no lock",
                () -> {
                    assertThat(next.up().applied()).isEmpty();
                    return next.lockHolder().isEmpty();
                });
    }

    /** Looks at the database, as the message says, and does what it says. */
    private void repair(Migrator next, ErrorDetail said) {
        assertThat(said.kind()).as(said.message()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(said.message()).contains(CrashProject.IN_DOUBT);
        List<MatchResult> commands =
                new ArrayList<>(COMMAND.matcher(said.message()).results().toList());
        assertThat(commands).hasSize(2);
        boolean done = crashed.traces().effects().contains("one 6");
        long version = Long.parseLong(commands.get(done ? 0 : 1).group(2));
        next.repair(
                switch (commands.get(done ? 0 : 1).group(1)) {
                    case "Done" -> new Repair.StatementDone(version);
                    default -> new Repair.StatementUndone(version);
                });
    }
}
