package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one look found, of somebody who waits until nothing is pending; one of both is null.
 *
 * @param status how things stand
 * @param unseen why that was not to be seen, which may pass
 */
public record PendingLook(@Nullable MigrationStatus status, @Nullable LifeguardException unseen) {

    /**
     * The time between two looks, and how long one waits for the state table, which whoever
     * migrates may have for itself for a while.
     */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    /** A login that is refused (SQLSTATE class 28) is refused the next time, too. */
    private static final String REFUSED_LOGIN = "28";

    /** One that found how things stand. */
    public static PendingLook at(Migrator migrator) {
        return new PendingLook(statusOf(migrator), null);
    }

    /**
     * One that failed, where waiting may help.
     *
     * @throws LifeguardException the failure, when it does not
     */
    public static PendingLook failed(LifeguardException failure) {
        if (failure instanceof LockTimeoutException
                || (failure instanceof DatabaseUnreachableException unreachable
                        && !isForGood(unreachable))) {
            return new PendingLook(null, failure);
        }
        throw failure;
    }

    private static MigrationStatus statusOf(Migrator migrator) {
        MigrationStatus status = migrator.status();
        return status.problems().isEmpty() || mayPass(status, migrator)
                ? status
                // Again: its runner may have come to its end between both looks.
                : migrator.validate();
    }

    /** Whether nothing is pending. */
    public boolean isUpToDate() {
        return status != null && status.upToDate();
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
                        .map(Problem::kind)
                        .allMatch(kind -> kind == ErrorKind.PARTIALLY_APPLIED)
                && migrator.lockHolder().isPresent();
    }
}
