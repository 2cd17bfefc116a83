package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which migrations a status says came after a newer one. */
final class AppliedOutOfOrderTest {

    @Test
    void isWhatCameAfterANewerOne() {
        assertThat(status(row(1, 1), row(2, 4), row(3, 3)).outOfOrder())
                .containsExactly(version(2));
    }

    @Test
    void isNotWhatCameLastButCouldNotHaveItsNumberForItsPlace() {
        assertThat(status(row(1, 1), row(2, 4), row(3, 3), row(4, 5), row(5, 6)).outOfOrder())
                .containsExactly(version(2));
    }

    @Test
    void isToldOfVersionsWhoseNumbersSayNothingOfTheirOrder() {
        MigrationStatus status =
                status(row(1, "1.0", 1), row(77, "1.1", 4), row(3, "1.2", 2), row(2, "2", 3));

        assertThat(status.outOfOrder()).containsExactly(new MigrationVersion(77, "1.1"));
    }

    @Test
    void isNothingOfWhatHasNoPlace() {
        HistoryRow repeatable = row(MigrationVersion.ofRepeatable("a"), 1);

        assertThat(status(row(2, 2), repeatable).outOfOrder()).isEmpty();
        assertThat(status().outOfOrder()).isEmpty();
    }

    private static MigrationStatus status(MigrationRecord... applied) {
        return new AssessedStatus(
                List.of(applied), List.of(), List.of(), List.of(), Set.of(), Set.of(), List.of());
    }

    private static MigrationVersion version(long number) {
        return new MigrationVersion(number, null);
    }

    private static HistoryRow row(long number, long order) {
        return row(number, null, order);
    }

    private static HistoryRow row(long number, @Nullable String label, long order) {
        return row(new MigrationVersion(number, label), order);
    }

    private static HistoryRow row(MigrationVersion version, long order) {
        return new HistoryRow(
                version, "a", Situation.ODD_CHECKSUM, Instant.EPOCH, null, null, null, order);
    }
}
