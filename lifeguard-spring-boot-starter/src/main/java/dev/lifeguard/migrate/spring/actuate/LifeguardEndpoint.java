package dev.lifeguard.migrate.spring.actuate;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Tells what is applied, what is pending and what does not fit together; changes nothing. */
@Endpoint(id = "lifeguard")
public final class LifeguardEndpoint {

    private final Map<String, Migrator> migrators;

    /** Tells of these, by the names of their beans. */
    public LifeguardEndpoint(Map<String, Migrator> migrators) {
        this.migrators = Map.copyOf(migrators);
    }

    /** How things stand now, by one look at each database. */
    @ReadOperation
    public Databases databases() {
        Map<String, Database> told = new TreeMap<>();
        migrators.forEach((name, migrator) -> told.put(name, database(migrator)));
        return new Databases(told);
    }

    private static Database database(Migrator migrator) {
        try {
            return Database.of(migrator.status());
        } catch (LifeguardException failure) {
            return new Database(
                    List.of(), List.of(), List.of(), List.of(), Fault.of(failure.detail()));
        }
    }

    /**
     * All of them.
     *
     * @param migrators what each tells, by its name
     */
    public record Databases(Map<String, Database> migrators) implements OperationResponseBody {}

    /**
     * How one database stands.
     *
     * @param applied what it holds whole, oldest first
     * @param pending what it does not hold, or not whole
     * @param ahead versions that it holds, and that are newer than all files here
     * @param problems what does not fit together
     * @param error why nothing is known, or null
     */
    public record Database(
            List<Applied> applied,
            List<Pending> pending,
            List<String> ahead,
            List<Fault> problems,
            @Nullable Fault error) {

        static Database of(MigrationStatus status) {
            return new Database(
                    status.applied().stream().map(Applied::of).toList(),
                    status.pending().stream().map(Pending::of).toList(),
                    status.ahead().stream().map(MigrationVersion::toString).sorted().toList(),
                    status.problems().stream().map(Problem::detail).map(Fault::of).toList(),
                    null);
        }
    }

    /**
     * A migration that the database holds.
     *
     * @param version the number of its version, or null of a repeatable one
     * @param label what its files call that, or null where it is the number's 14 digits
     * @param name its name
     * @param repeatable whether it is applied anew whenever it was edited
     * @param checksum of its file when it was applied
     * @param appliedAt on the database's clock
     * @param executionTimeMs what its statements took, or null where nobody measured it
     */
    public record Applied(
            @Nullable Long version,
            @Nullable String label,
            String name,
            boolean repeatable,
            String checksum,
            Instant appliedAt,
            @Nullable Long executionTimeMs) {

        static Applied of(MigrationRecord record) {
            Duration time = record.executionTime();
            return new Applied(
                    record.repeatable() ? null : record.version().number(),
                    record.version().label(),
                    record.name(),
                    record.repeatable(),
                    record.checksum(),
                    record.appliedAt(),
                    time == null ? null : time.toMillis());
        }
    }

    /**
     * A migration that the database does not hold, or not whole.
     *
     * @param version the number of its version, or null of a repeatable one
     * @param label what its files call that, or null where it is the number's 14 digits
     * @param name its name
     * @param repeatable whether it is applied anew whenever it was edited
     * @param statementsDone how many of its statements took effect where it is part-way, else null
     */
    public record Pending(
            @Nullable Long version,
            @Nullable String label,
            String name,
            boolean repeatable,
            @Nullable Integer statementsDone) {

        static Pending of(PendingMigration pending) {
            return new Pending(
                    pending.repeatable() ? null : pending.version().number(),
                    pending.version().label(),
                    pending.name(),
                    pending.repeatable(),
                    pending.statementsDone());
        }
    }

    /**
     * Something that is wrong.
     *
     * @param code for example {@code LG-304}
     * @param kind for example {@code CHECKSUM_MISMATCH}
     * @param message what, where, and what to do
     * @param file the file, or null
     */
    public record Fault(String code, String kind, String message, @Nullable String file) {

        static Fault of(ErrorDetail detail) {
            return new Fault(
                    detail.kind().code(), detail.kind().name(), detail.message(), detail.file());
        }
    }
}
