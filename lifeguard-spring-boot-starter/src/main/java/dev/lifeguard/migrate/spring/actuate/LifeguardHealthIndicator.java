package dev.lifeguard.migrate.spring.actuate;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether a database has what the application needs.
 *
 * <p>Down where something does not fit together, or is applied in part; out of service where
 * something is pending; up otherwise, also where the database is ahead of an older application.
 */
public final class LifeguardHealthIndicator extends AbstractHealthIndicator {

    private final Migrator migrator;

    /** The health of what a migrator migrates. */
    public LifeguardHealthIndicator(Migrator migrator) {
        super("The state of the migrations could not be read");
        this.migrator = migrator;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        MigrationStatus status = migrator.status();
        List<String> partWay =
                status.pending().stream()
                        .filter(one -> one.statementsDone() != null)
                        .map(LifeguardHealthIndicator::label)
                        .toList();
        if (!status.problems().isEmpty() || !partWay.isEmpty()) {
            builder.down();
        } else if (!status.pending().isEmpty()) {
            builder.outOfService();
        } else {
            builder.up();
        }
        builder.withDetail("applied", status.applied().size())
                .withDetail("pending", labels(status.pending()))
                .withDetail("ahead", versions(status))
                .withDetail("partWay", partWay);
        if (!status.problems().isEmpty()) {
            builder.withDetail("problems", problems(status));
        }
    }

    private static List<String> labels(List<PendingMigration> pending) {
        return pending.stream().map(LifeguardHealthIndicator::label).toList();
    }

    private static String label(PendingMigration pending) {
        return pending.version().label(pending.name());
    }

    private static List<String> versions(MigrationStatus status) {
        return status.ahead().stream().map(MigrationVersion::toString).sorted().toList();
    }

    private static List<String> problems(MigrationStatus status) {
        return status.problems().stream().map(Problem::detail).map(it -> it.coded()).toList();
    }
}
