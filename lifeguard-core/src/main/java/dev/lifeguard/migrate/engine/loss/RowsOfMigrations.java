package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.InsertedRows;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that the migrations put into tables that are rolled back, as the text of their way up
 * tells. What cannot be told from it, as of a migration in Java, is left out, and so counts as
 * somebody else's.
 */
final class RowsOfMigrations {

    /** After one of these, what its transaction wrote may be rows that were there before. */
    private static final Set<String> CHANGE_ROWS =
            Set.of("ALTER TABLE", "INSERT", "MERGE", "REPLACE", "UPDATE", "WITH");

    private final List<InsertedRows> inserted = new ArrayList<>();
    private final List<Long> insertOnly = new ArrayList<>();

    /** Of a plan's migrations, as far as they are in SQL. */
    RowsOfMigrations(List<PlannedStep> steps, ScriptRules rules) {
        for (PlannedStep step : steps) {
            if (step.script() instanceof SqlScript script && step.hook().isEmpty()) {
                read(step, script, rules);
            }
        }
    }

    private void read(PlannedStep step, SqlScript script, ScriptRules rules) {
        try {
            script.sections(rules).up().ifPresent(up -> read(step, up, rules));
        } catch (InvalidScriptException | ConfigurationException unknown) {
            // The way down may be in a file of its own, and runs without the other one.
        }
    }

    private void read(PlannedStep step, Section up, ScriptRules rules) {
        boolean changes = up.batch().isPresent();
        try (StatementReader reader = up.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                Optional<InsertedRows> rows = InsertedRows.of(next.get(), rules.sql());
                rows.ifPresent(inserted::add);
                changes |= rows.isEmpty() && mayChangeRows(next.get());
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(step.script().fileName(), unreadable);
        }
        if (!changes) {
            insertOnly.add(step.version().number());
        }
    }

    private static boolean mayChangeRows(SqlStatement statement) {
        String name = statement.facts().name();
        return CHANGE_ROWS.contains(name)
                || statement.facts().has(Trait.RUNS_STATEMENTS)
                || statement.facts().has(Trait.CALLS_FUNCTIONS);
    }

    /** The most rows of a table that they put there. */
    long most(String table) {
        return inserted.stream()
                .filter(rows -> rows.table().equals(table))
                .mapToLong(InsertedRows::rows)
                .sum();
    }

    /** The versions of those whose statements put rows into tables and change none. */
    List<Long> insertOnly() {
        return List.copyOf(insertOnly);
    }
}
