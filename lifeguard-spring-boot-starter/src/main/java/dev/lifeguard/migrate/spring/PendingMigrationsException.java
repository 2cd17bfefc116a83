package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.util.List;
import java.util.stream.Collectors;

/** Something is pending, and the mode is to change nothing. */
final class PendingMigrationsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_NAMED = 5;

    PendingMigrationsException(String migrator, List<PendingMigration> pending) {
        super(
                "%s pending in the database of the migrator \"%s\", and lifeguard.migrate.mode=validate changes nothing:\n%s"
                        .formatted(counted(pending), migrator, named(pending)));
    }

    private static String counted(List<PendingMigration> pending) {
        return pending.size() == 1 ? "1 migration is" : pending.size() + " migrations are";
    }

    private static String named(List<PendingMigration> pending) {
        String first =
                pending.stream()
                        .limit(MOST_NAMED)
                        .map(one -> one.version().label(one.name()))
                        .collect(Collectors.joining(", "));
        int more = pending.size() - MOST_NAMED;
        return more > 0 ? "%s, and %s more".formatted(first, more) : first;
    }
}
