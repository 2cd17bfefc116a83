package dev.lifeguard.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.source.Direction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HistoryTest {

    private static final MigrationRecord OLD = record(20250101120000L, null);
    private static final MigrationRecord NEW = record(20260101120000L, null);
    private static final MigrationRecord PART_WAY =
            record(
                    20270101120000L,
                    new MigrationRecord.Progress(
                            Direction.UP, 1, null, Situation.ODD_CHECKSUM, List.of()));

    private final History history = new History(List.of(NEW, PART_WAY, OLD));

    @Test
    void givesItsRecordsOldestFirst() {
        assertThat(history.records()).containsExactly(OLD, NEW, PART_WAY);
    }

    @Test
    void givesItsRecordsNewestFirst() {
        assertThat(history.newestFirst()).containsExactly(PART_WAY, NEW, OLD);
    }

    @Test
    void findsARecordByItsVersion() {
        assertThat(history.find(20250101120000L)).contains(OLD);
        assertThat(history.find(1)).isEmpty();
    }

    @Test
    void takesOnlyAWholeMigrationForTheNewestApplied() {
        assertThat(history.newestApplied()).contains(NEW);
    }

    @Test
    void hasNoNewestWhenNothingIsApplied() {
        assertThat(new History(List.of(PART_WAY)).newestApplied()).isEmpty();
    }

    @Test
    void cannotBeChanged() {
        assertThat(history.records()).isUnmodifiable();
    }

    @Test
    void showsARecordWithItsFourteenDigits() {
        assertThat(record(1, null).label()).isEqualTo("00000000000001 a");
    }

    @Test
    void countsAMigrationWithProgressAsNotApplied() {
        assertThat(PART_WAY.success()).isFalse();
        assertThat(NEW.success()).isTrue();
    }

    private static MigrationRecord record(
            long version, MigrationRecord.@Nullable Progress progress) {
        return new MigrationRecord(
                version,
                "a",
                Situation.ODD_CHECKSUM,
                Instant.parse("2026-06-01T12:00:00Z"),
                null,
                progress,
                null);
    }
}
