package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.planning.FormerHistory.Move;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.FormerVersions.Former;
import dev.lifeguard.migrate.source.catalog.InMemorySource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FormerHistoryTest {

    private static final String OLD = "SELECT 'old';\n";
    private static final String NEW = "SELECT 'new';\n";

    private final List<HistoryRow> rows = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private InMemorySource source = InMemorySource.named("here");

    /** A file that was converted from one of another number and text. */
    private void converted(String called, long number, @Nullable String label) {
        String name = called.startsWith("r_") ? called + ".sql" : called + "_name.sql";
        source = source.with(name, NEW);
        MigrationVersion former = new MigrationVersion(number, label);
        lines.append(Former.line(called, former, checksum(OLD), checksum(NEW)));
    }

    private void row(long number, @Nullable String label, String name, String checksum, long at) {
        rows.add(
                new HistoryRow(
                        new MigrationVersion(number, label),
                        name,
                        checksum,
                        Instant.EPOCH,
                        null,
                        null,
                        null,
                        at));
    }

    private void applied(long number, String label, long place) {
        row(number, label, "name", checksum(OLD).hex(), place);
    }

    private List<Move> moves() {
        return new FormerHistory(source.with("lifeguard-converted.tsv", lines.toString()).catalog())
                .moves(new History(rows));
    }

    private List<String> movesAndPlaces() {
        return moves().stream()
                .map(
                        it ->
                                "%s to %s at %s"
                                        .formatted(
                                                it.former(),
                                                it.row().version().number(),
                                                it.row().order()))
                .toList();
    }

    private static Checksum checksum(String text) {
        try {
            return Checksum.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void movesARowWhoseNewNumberIsAnotherRowsOldOne() {
        converted("20240101120001", 77, "20240101120000.1");
        converted("20240101120002", 20240101120001L, "20240101120001");
        applied(77, "20240101120000.1", 1);
        applied(20240101120001L, "20240101120001", 2);

        assertThat(movesAndPlaces())
                .containsExactly(
                        "20240101120001 to 20240101120002 at 20240101120002",
                        "77 to 20240101120001 at 20240101120001");
    }

    @Test
    void leavesWhatIsMovedAlone() {
        converted("20240101120001", 77, "20240101120000.1");
        converted("20240101120002", 20240101120001L, "20240101120001");
        String now = checksum(NEW).hex();
        row(20240101120001L, null, "name", now, 20240101120001L);
        row(20240101120002L, null, "name", now, 20240101120002L);

        assertThat(moves()).isEmpty();
    }

    @Test
    void leavesARowWhoseNewNumberIsTaken() {
        converted("20000101000001", 1, "1");
        applied(1, "1", 20000101000002L);
        row(20000101000001L, null, "name", checksum(NEW).hex(), 20000101000001L);

        assertThat(moves()).isEmpty();
    }

    @Test
    void aRowGetsNoPlaceBeforeOneThatWasAppliedEarlier() {
        converted("20000101000001", 1, "1");
        row(20250101000000L, null, "own", Situation.ODD_CHECKSUM, 20250101000000L);
        applied(1, "1", 20250101000001L);

        assertThat(movesAndPlaces()).containsExactly("1 to 20000101000001 at 20250101000001");
    }

    @Test
    void aRowThatStaysGetsNoPlaceBeforeOneThatWasAppliedEarlier() {
        converted("20250101000000", 1, "1");
        applied(1, "1", 1);
        row(20240101000000L, null, "own", Situation.ODD_CHECKSUM, 2);

        assertThat(movesAndPlaces())
                .containsExactly(
                        "1 to 20250101000000 at 20250101000000",
                        "20240101000000 to 20240101000000 at 20250101000001");
    }

    @Test
    void aBaselineStaysOneOfItsNewVersion() {
        converted("20000101000003", 3, "3");
        row(3, "3", HistoryRow.BASELINE, Checksum.ofBaseline(3).hex(), 1);

        assertThat(moves())
                .singleElement()
                .satisfies(it -> assertThat(it.row().isBaseline()).isTrue())
                .satisfies(
                        it -> assertThat(it.row().version().number()).isEqualTo(20000101000003L));
    }

    @Test
    void aRepeatableMigrationOfTheSameNumberGetsItsNewChecksum() {
        long number = MigrationVersion.ofRepeatable("view").number();
        converted("r_view", number, null);
        row(number, null, "view", checksum(OLD).hex(), number);

        assertThat(moves())
                .singleElement()
                .satisfies(it -> assertThat(it.former()).isEqualTo(number))
                .satisfies(it -> assertThat(it.row().checksum()).isEqualTo(checksum(NEW).hex()));
        rows.clear();
        row(number, null, "view", checksum(NEW).hex(), number);
        assertThat(moves()).isEmpty();
    }

    @Test
    void whatWasEditedSinceItWasConvertedIsNotWhatWasApplied() {
        converted("20000101000001", 1, "1");
        source = InMemorySource.named("here").with("20000101000001_name.sql", "SELECT 'edited';");
        applied(1, "1", 1);

        assertThat(moves())
                .singleElement()
                .extracting(it -> it.row().checksum())
                .isEqualTo(checksum(NEW).hex());
    }

    @Test
    void movesRowsOfMigrationsThatWereSquashedSince() {
        converted("20240101000000", 1, "1");
        converted("20240102000000", 2, "2");
        source =
                InMemorySource.named("here")
                        .with(
                                "20240102000000_squashed.baseline.sql",
                                """
                                -- lifeguard:squashed 20240101000000 %1$s name
                                -- lifeguard:squashed 20240102000000 %1$s name
                                SELECT 'both';
                                """
                                        .formatted(checksum(NEW)));
        applied(1, "1", 1);
        applied(2, "2", 2);

        assertThat(movesAndPlaces())
                .containsExactly(
                        "1 to 20240101000000 at 20240101000000",
                        "2 to 20240102000000 at 20240102000000");
        assertThat(moves())
                .extracting(move -> move.row().checksum())
                .containsOnly(checksum(NEW).hex());
    }
}
