package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CalledVersionTest {

    private static final List<MigrationVersion> KNOWN =
            List.of(
                    new MigrationVersion(1, "1"),
                    new MigrationVersion(77, "1.2"),
                    new MigrationVersion(88, "1.10"),
                    new MigrationVersion(9, "0009"));

    private static final Layout DECIMAL =
            new Ordered(
                    Optional.of(
                            Comparator.comparingDouble(
                                    (MigrationVersion version) ->
                                            Double.parseDouble(version.toString()))));

    /** A layout of which the order alone is asked. */
    private record Ordered(Optional<Comparator<MigrationVersion>> order) implements Layout {

        @Override
        public boolean concerns(String path) {
            return false;
        }

        @Override
        public List<Found> read(List<MigrationFile> files) {
            return List.of();
        }

        @Override
        public Map<String, String> newFiles(
                String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
            return Map.of();
        }
    }

    private static Optional<Long> find(String called, Layout layout) {
        return CalledVersion.find(called, layout, KNOWN).map(MigrationVersion::number);
    }

    @Test
    void isTheOneOfThatLabel() {
        assertThat(find("1.10", DECIMAL)).contains(88L);
        assertThat(find("1.10", new Ordered(Optional.empty()))).contains(88L);
    }

    @Test
    void isTheOneThatTheLayoutTakesForTheSame() {
        assertThat(find("1.20", DECIMAL)).contains(77L);
        assertThat(find("1.20", new Ordered(Optional.empty()))).isEmpty();
        assertThat(find("no number", DECIMAL)).isEmpty();
        assertThat(find("", DECIMAL)).isEmpty();
    }

    @Test
    void isElseTheOneOfThatNumber() {
        assertThat(find("77", new Ordered(Optional.of(ByNumber.ORDER)))).contains(77L);
        assertThat(find("09", new Ordered(Optional.of(ByNumber.ORDER)))).contains(9L);
        assertThat(find("99999999999999999999", DECIMAL)).isEmpty();
    }

    @Test
    void namesTheNearestOnes() {
        assertThat(CalledVersion.unknown("1.25", KNOWN))
                .hasMessage(
                        "LG-101 There is no migration 1.25, neither among the files nor in the"
                                + " history. The nearest are 1.2, 1.10 and 1."
                                + " migrator.status() lists the versions.");
        assertThat(
                        CalledVersion.unknown(
                                "create", List.of(new MigrationVersion(5, "a.sql::create::me"))))
                .hasMessageContaining("The nearest is a.sql::create::me.");
        assertThat(CalledVersion.unknown("x", KNOWN))
                .hasMessageContaining("history. migrator.status()");
    }
}
