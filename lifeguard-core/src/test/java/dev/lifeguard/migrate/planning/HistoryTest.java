package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HistoryTest {

    private static final HistoryRow OLD = record(20250101120000L, null);
    private static final HistoryRow NEW = record(20260101120000L, null);
    private static final HistoryRow PART_WAY =
            record(
                    20270101120000L,
                    new HistoryRow.Progress(
                            Direction.UP, 1, null, Situation.ODD_CHECKSUM, List.of()));

    private final History history = new History(List.of(NEW, PART_WAY, OLD));

    @Test
    void givesItsRecordsOldestFirst() {
        assertThat(history.records()).containsExactly(OLD, NEW, PART_WAY);
    }

    @Test
    void givesTheOneThatWasAppliedLastFirst() {
        assertThat(history.lastFirst()).containsExactly(PART_WAY, NEW, OLD);
    }

    @Test
    void goesByTheOrderOfApplicationWhereARowHasOne() {
        HistoryRow late = record(20240101120000L, null, 20260101120001L);

        assertThat(new History(List.of(late, OLD, NEW)).lastFirst())
                .containsExactly(late, NEW, OLD);
        assertThat(new History(List.of(late, OLD, NEW)).records()).containsExactly(late, OLD, NEW);
        assertThat(new History(List.of(late, PART_WAY)).lastOrder()).isEqualTo(20260101120001L);
        assertThat(new History(List.of()).lastOrder()).isZero();
    }

    @Test
    void isNotTheSameInAnotherOrder() {
        HistoryRow late = record(20250101120000L, null, 20260101120001L);

        assertThat(new History(List.of(late)).holdsTheSameAs(new History(List.of(OLD)))).isFalse();
    }

    @Test
    void findsARecordByItsVersion() {
        assertThat(history.find(20250101120000L)).contains(OLD);
        assertThat(history.find(1)).isEmpty();
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

    private static HistoryRow record(long version, HistoryRow.@Nullable Progress progress) {
        return record(version, progress, version);
    }

    private static HistoryRow record(
            long version, HistoryRow.@Nullable Progress progress, long order) {
        return new HistoryRow(
                MigrationVersion.of(version),
                "a",
                Situation.ODD_CHECKSUM,
                Instant.parse("2026-06-01T12:00:00Z"),
                null,
                progress,
                null,
                order);
    }
}
