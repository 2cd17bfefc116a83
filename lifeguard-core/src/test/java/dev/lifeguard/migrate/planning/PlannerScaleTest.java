package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.InMemorySource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Planning takes time in proportion to files and rows: ten times as many take some ten times as
 * long, and not a hundred times. The shortest of several runs counts, so that a busy machine does
 * not matter.
 */
@TestInstance(Lifecycle.PER_CLASS) // What is planned is made once, and is immutable.
final class PlannerScaleTest {

    private static final int MANY = 100_000;
    private static final int FEW = MANY / 10;
    private static final double AT_MOST = 40;
    private static final int RUNS = 2;

    /** What takes less is taken for this: below, other things count more than the work. */
    private static final long MEASURABLE = Duration.ofMillis(25).toNanos();

    private static final String TEXT = "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 2;\n";
    private static final LocalDateTime FIRST = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static final Instant APPLIED_AT = Instant.parse("2026-06-01T12:00:00Z");

    private final Planner planner =
            new Planner(
                    new ScriptRules(LexerRules.postgresql(), Placeholders.NONE), OutOfOrder.REFUSE);
    private final Applied few = Applied.of(FEW);
    private final Applied many = Applied.of(MANY);

    @Test
    void readsTheCatalogInLinearTime() {
        assertLinear(applied -> MigrationCatalog.of(List.of(applied.source())));
    }

    @Test
    void findsInLinearTimeThatNothingIsPending() {
        assertLinear(applied -> planner.up(applied.catalog(), applied.history(), Target.all()));
    }

    @Test
    void plansInLinearTimeThatEverythingIsPending() {
        History nothing = new History(List.of());

        assertLinear(applied -> planner.up(applied.catalog(), nothing, Target.all()));
    }

    @Test
    void findsInLinearTimeThatEverythingIsMissing() {
        MigrationCatalog newer =
                InMemorySource.named("newer").with("99991231235959_z.sql", "SELECT 1;").catalog();

        assertLinear(applied -> planner.up(newer, applied.history(), Target.all()));
    }

    @Test
    void plansTheWholeWayBackInLinearTime() {
        assertLinear(applied -> planner.down(applied.catalog(), applied.history(), Target.all()));
    }

    private void assertLinear(Consumer<Applied> work) {
        long cold = time(work, few);
        long warm = time(work, few);
        long shorter = Math.max(MEASURABLE, Math.min(cold, warm));
        double ratio = Double.MAX_VALUE;
        for (int run = 0; run < RUNS && ratio >= AT_MOST; run++) {
            ratio = Math.min(ratio, (double) time(work, many) / shorter);
        }

        assertThat(ratio)
                .as("%s for %s migrations, so often for %s", Duration.ofNanos(shorter), FEW, MANY)
                .isLessThan(AT_MOST);
    }

    private static long time(Consumer<Applied> work, Applied applied) {
        long start = System.nanoTime();
        work.accept(applied);
        return System.nanoTime() - start;
    }

    /** Migrations, all of them applied. */
    private record Applied(InMemorySource source, MigrationCatalog catalog, History history) {

        static Applied of(int count) {
            List<MigrationFile> files = new ArrayList<>(count);
            for (int number = 0; number < count; number++) {
                MigrationVersion version = MigrationVersion.at(FIRST.plusSeconds(number));
                files.add(InMemorySource.file(version + "_a.sql", TEXT));
            }
            InMemorySource source = new InMemorySource("many", files);
            MigrationCatalog catalog = source.catalog();
            return new Applied(
                    source,
                    catalog,
                    new History(catalog.scripts().stream().map(Applied::record).toList()));
        }

        private static HistoryRow record(Script script) {
            return new HistoryRow(
                    script.version(),
                    script.name(),
                    script.checksum().hex(),
                    APPLIED_AT,
                    null,
                    null,
                    null,
                    script.version().number());
        }
    }
}
