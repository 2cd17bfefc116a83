package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.InMemorySource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files and history rows, and the plans that come of them. */
final class Situation {

    static final String ODD_CHECKSUM = "0".repeat(64);
    private static final Instant APPLIED_AT = Instant.parse("2026-06-01T12:00:00Z");

    private final List<HistoryRow> rows = new ArrayList<>();
    private InMemorySource source = InMemorySource.named("here");
    private OutOfOrder outOfOrder = OutOfOrder.REFUSE;

    /** Adds a file. */
    Situation file(String fileName, String text) {
        source = source.with(fileName, text);
        return this;
    }

    /** Adds a file and the row that says that it is applied as it is. */
    Situation applied(String fileName, String text) {
        file(fileName, text);
        SqlScript script = script(fileName, text);
        return row(script.version().number(), script.name(), script.checksum().hex(), null, null);
    }

    /** Adds a file and the row that says how far it got; what is done reads as it does now. */
    Situation partWay(String fileName, String text, Direction direction, int done) {
        return partWay(fileName, text, direction, done, doneChecksum(text, direction, done));
    }

    /** The same with the checksum of what was done. */
    Situation partWay(
            String fileName,
            String text,
            Direction direction,
            int done,
            @Nullable String doneChecksum) {
        file(fileName, text);
        SqlScript script = script(fileName, text);
        return row(
                script.version().number(),
                script.name(),
                script.checksum().hex(),
                new HistoryRow.Progress(direction, done, null, doneChecksum, List.of()),
                null);
    }

    /** Adds the row of an applied migration without its file. */
    Situation row(long version, String name) {
        return row(version, name, ODD_CHECKSUM, null, null);
    }

    /** Adds a row. */
    Situation row(
            long version,
            String name,
            String checksum,
            HistoryRow.@Nullable Progress progress,
            @Nullable String downScript) {
        return row(version, name, checksum, progress, downScript, version);
    }

    /** The one that was added last has another place among those applied than its version's. */
    Situation appliedAs(long order) {
        HistoryRow last = rows.removeLast();
        String checksum = last.checksum();
        return row(last.version().number(), last.name(), checksum, last.progress(), null, order);
    }

    private Situation row(
            long version,
            String name,
            String checksum,
            HistoryRow.@Nullable Progress progress,
            @Nullable String downScript,
            long order) {
        rows.add(
                new HistoryRow(
                        MigrationVersion.of(version),
                        name,
                        checksum,
                        APPLIED_AT,
                        Duration.ofMillis(5),
                        progress,
                        downScript == null ? null : new HistoryRow.DownScript(downScript, null),
                        order));
        return this;
    }

    static long number(PlannedStep step) {
        return step.version().number();
    }

    Situation outOfOrder(OutOfOrder policy) {
        outOfOrder = policy;
        return this;
    }

    PlannedRun up(Target target) {
        return planner().up(catalog(), new History(rows), target);
    }

    PlannedRun down(Target target) {
        return planner().down(catalog(), new History(rows), target);
    }

    MigrationStatus status() {
        return up(Target.all()).status();
    }

    MigrationCatalog catalog() {
        return source.catalog();
    }

    private Planner planner() {
        return new Planner(new ScriptRules(LexerRules.postgresql(), Placeholders.NONE), outOfOrder);
    }

    static String doneChecksum(String text, Direction direction, int done) {
        try {
            return StatementsChecksum.ofFirst(
                    script("20260101120000_any.sql", text)
                            .sections(new ScriptRules(LexerRules.postgresql(), Placeholders.NONE))
                            .of(direction)
                            .orElseThrow(),
                    done);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SqlScript script(String fileName, String text) {
        return (SqlScript)
                InMemorySource.named("one").with(fileName, text).catalog().scripts().stream()
                        .findFirst()
                        .orElseThrow();
    }
}
