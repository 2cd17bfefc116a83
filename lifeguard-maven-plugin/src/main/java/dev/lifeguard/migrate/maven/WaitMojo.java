package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.PendingLook;
import dev.lifeguard.migrate.connect.words.DurationText;
import dev.lifeguard.migrate.error.LifeguardException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Waits until somebody else has applied what is pending; a database not there yet is waited for.
 */
@Mojo(name = "wait", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class WaitMojo extends DatabaseMojo {

    private static final String UNSAID = "5m";

    /** How long to wait; 0s looks only once. */
    @Parameter(property = "lifeguard.timeout", defaultValue = UNSAID)
    private String timeout = UNSAID;

    private PendingLook last = new PendingLook(null, null);

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        Duration longest = DurationText.required("timeout", timeout);
        DatabaseUrl url = database();
        long start = System.nanoTime();
        look(url);
        if (!last.isUpToDate() && !longest.isZero()) {
            getLog().info("Waiting for at most %s. %s".formatted(timeout, missing()));
        }
        while (!last.isUpToDate()) {
            Duration left = longest.minusNanos(System.nanoTime() - start);
            if (!left.isPositive()) {
                throw new MojoFailureException(
                        "The time is over, after %s. %s"
                                .formatted(DurationText.of(longest), missing()));
            }
            pause(left.compareTo(PendingLook.PAUSE) < 0 ? left : PendingLook.PAUSE);
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
        } catch (LifeguardException failure) {
            last = PendingLook.failed(failure);
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        last = PendingLook.at(builder.lockTimeout(PendingLook.PAUSE).build());
    }

    private String missing() {
        if (last.unseen() != null) {
            return "What is pending was not to be seen: "
                    + words().of(last.unseen().detail()).message();
        }
        return last.status() == null ? "" : Words.pending(last.status().pending());
    }

    private static void pause(Duration time) throws MojoExecutionException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The wait was interrupted.", interrupt);
        }
    }
}
