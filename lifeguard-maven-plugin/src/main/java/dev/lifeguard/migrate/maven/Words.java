package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How numbers and versions are said in a log. */
final class Words {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private Words() {}

    /** For example {@code 1 migration} or {@code 4 migrations}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** For example {@code 41 ms} or {@code 3.4 s}. */
    static String time(Duration time) {
        return time.toMillis() < 1000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    static String moment(Instant moment) {
        return MOMENT.format(moment.atOffset(ZoneOffset.UTC));
    }

    /** What its files call a version. */
    static String version(MigrationVersion version) {
        String label = version.label();
        return label == null ? version.toString() : label;
    }

    /** What is left to apply, in a sentence. */
    static String pending(List<PendingMigration> pending) {
        return switch (pending.size()) {
            case 0 -> "Nothing is pending.";
            case 1 ->
                    "1 is pending: %s."
                            .formatted(
                                    pending.getFirst().version().label(pending.getFirst().name()));
            default -> pending.size() + " are pending.";
        };
    }
}
