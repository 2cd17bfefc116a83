package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.DurationText;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.plan.MigrationStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Waits until somebody else has applied what is pending; a database not there yet is waited for.
 */
@Mojo(name = "wait", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class WaitMojo extends DatabaseMojo {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String UNSAID = "5m";

    /** A login that is refused (SQLSTATE class 28) is refused the next time, too. */
    private static final String REFUSED_LOGIN = "28";

    /** How long to wait; 0s looks only once. */
    @Parameter(property = "lifeguard.timeout", defaultValue = UNSAID)
    private String timeout = UNSAID;

    /**
     * What one look found; one of both is null.
     *
     * @param status how things stand
     * @param unseen why nobody knows
     */
    private record Look(@Nullable MigrationStatus status, @Nullable LifeguardException unseen) {

        boolean isUpToDate() {
            return status != null && status.upToDate();
        }

        String missing() {
            if (unseen != null) {
                return "What is pending was not to be seen: "
                        + MavenWords.of(unseen.detail()).message();
            }
            return status == null ? "" : Words.pending(status.pending());
        }
    }

    private Look last = new Look(null, null);

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        Duration longest = DurationText.required("timeout", timeout);
        DatabaseUrl url = database();
        long start = System.nanoTime();
        look(url);
        if (!last.isUpToDate() && !longest.isZero()) {
            getLog().info("Waiting for at most %s. %s".formatted(timeout, last.missing()));
        }
        while (!last.isUpToDate()) {
            Duration left = longest.minusNanos(System.nanoTime() - start);
            if (!left.isPositive()) {
                throw new MojoFailureException(
                        "The time is over, after %s. %s"
                                .formatted(DurationText.of(longest), last.missing()));
            }
            pause(left.compareTo(PAUSE) < 0 ? left : PAUSE);
            look(url);
        }
        getLog().info(
                        "Nothing is pending, after %s."
                                .formatted(
                                        Words.time(Duration.ofNanos(System.nanoTime() - start))));
    }

    private void look(DatabaseUrl url) throws MojoExecutionException, MojoFailureException {
        try {
            url.requireThere();
            open(url);
        } catch (LockTimeoutException locked) {
            last = new Look(null, locked);
        } catch (DatabaseUnreachableException unreachable) {
            if (isForGood(unreachable)) {
                throw unreachable;
            }
            last = new Look(null, unreachable);
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        // Whoever migrates may have the state table for itself for a while.
        Migrator migrator = builder.lockTimeout(PAUSE).build();
        MigrationStatus status = migrator.status();
        if (!status.problems().isEmpty() && !mayPass(status, migrator)) {
            // Again: its runner may have come to its end between both looks.
            status = migrator.validate();
        }
        last = new Look(status, null);
    }

    private static void pause(Duration time) throws MojoExecutionException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The wait was interrupted.", interrupt);
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
                        .allMatch(problem -> problem.kind() == ErrorKind.PARTIALLY_APPLIED)
                && migrator.lockHolder().isPresent();
    }
}
