package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.InsertedRows;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows that the migrations put into tables that are rolled back, as the text of their way up
 * tells. What cannot be told from it, as of a migration in Java, is left out, and so counts as
 * somebody else's.
 */
final class RowsOfMigrations {

    /** What one of these writes may be rows that were there before. */
    private static final Set<String> CHANGE_ROWS =
            Set.of("ALTER TABLE", "DELETE", "INSERT", "MERGE", "REPLACE", "UPDATE", "WITH");

    /** Behind one of these, rows that were inserted before may be gone. */
    private static final Set<String> TAKE_ROWS = Set.of("DELETE", "REPLACE", "TRUNCATE", "WITH");

    private final List<WayUp> ways = new ArrayList<>();

    /** The versions, applied last first. */
    private final List<Long> order;

    /** What a way up does, as far as its text tells. */
    private record WayUp(
            long version, List<InsertedRows> inserted, boolean changesRows, boolean takesRows) {

        Stream<InsertedRows> into(String table) {
            return inserted.stream().filter(rows -> rows.table().equals(table));
        }
    }

    /** Of a plan's migrations, as far as they are in SQL. */
    RowsOfMigrations(PlannedRun plan, ScriptRules rules) {
        order = plan.planned().stream().map(step -> step.version().number()).toList();
        // A hook works in the transaction of each migration, on whatever table.
        boolean hooked = plan.hooks().stream().anyMatch(RowsOfMigrations::isInEach);
        for (PlannedStep step : plan.planned()) {
            if (step.script() instanceof SqlScript script && step.hook().isEmpty()) {
                read(step, script, rules, hooked);
            }
        }
    }

    private static boolean isInEach(Plan.Hook hook) {
        return switch (hook.moment()) {
            case BEFORE_UP, AFTER_UP -> false;
            case BEFORE_MIGRATION, AFTER_MIGRATION -> true;
        };
    }

    private void read(PlannedStep step, SqlScript script, ScriptRules rules, boolean hooked) {
        try {
            script.sections(rules)
                    .up()
                    .ifPresent(up -> ways.add(wayUp(step, up, rules.sql(), hooked)));
        } catch (InvalidScriptException | ConfigurationException unknown) {
            // The way down may be in a file of its own, and runs without the other one.
        }
    }

    private static WayUp wayUp(PlannedStep step, Section up, LexerRules rules, boolean hooked) {
        List<InsertedRows> inserted = new ArrayList<>();
        boolean changes = hooked || up.batch().isPresent();
        boolean takes = changes;
        try (StatementReader reader = up.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                SqlStatement statement = next.get();
                Optional<InsertedRows> rows = InsertedRows.of(statement, rules);
                rows.ifPresent(inserted::add);
                changes |= rows.map(InsertedRows::calls).orElseGet(() -> changesRows(statement));
                takes |= is(statement, TAKE_ROWS);
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(step.script().fileName(), unreadable);
        }
        return new WayUp(step.version().number(), inserted, changes, takes);
    }

    private static boolean changesRows(SqlStatement statement) {
        return is(statement, CHANGE_ROWS) || statement.facts().has(Trait.CALLS_FUNCTIONS);
    }

    private static boolean is(SqlStatement statement, Set<String> names) {
        return names.contains(statement.facts().name())
                || statement.facts().has(Trait.RUNS_STATEMENTS);
    }

    /**
     * The most rows of a table that are theirs; 0 where that cannot be told.
     *
     * @param maker the migration that made the table, or the column: what was inserted before that
     *     has no value of theirs in it
     */
    long most(String table, MigrationVersion maker) {
        int made = order.indexOf(maker.number());
        List<WayUp> since =
                ways.stream().filter(way -> order.indexOf(way.version()) <= made).toList();
        return since.stream().anyMatch(WayUp::takesRows)
                ? 0
                : since.stream()
                        .flatMap(way -> way.into(table))
                        .mapToLong(InsertedRows::rows)
                        .sum();
    }

    /** The versions of those that insert rows into a table, and change none of any. */
    List<Long> insertOnly(String table) {
        return ways.stream()
                .filter(way -> !way.changesRows() && way.into(table).findAny().isPresent())
                .map(WayUp::version)
                .toList();
    }
}
