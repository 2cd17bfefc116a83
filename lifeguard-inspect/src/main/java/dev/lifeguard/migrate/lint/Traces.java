package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.explain.ExplainedStatement;
import dev.lifeguard.migrate.inspect.explain.Rehearsed;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.List;
import java.util.Optional;

/**
 * What a run on a scratch database showed of statements.
 *
 * @param rehearsed the run; empty where there was none
 */
record Traces(Optional<Rehearsed> rehearsed) {

    static final Traces NONE = new Traces(Optional.empty());

    /** That of a statement; empty where it did not run. */
    Optional<Traced> of(Script script, Position start) {
        List<ExplainedStatement> statements = statements(script.version());
        for (int i = 0; i < statements.size(); i++) {
            if (isAt(statements.get(i), script, start)) {
                return Optional.of(new Traced(statements.get(i), statements.subList(0, i)));
            }
        }
        return Optional.empty();
    }

    private List<ExplainedStatement> statements(MigrationVersion version) {
        return rehearsed
                .map(it -> it.statements().getOrDefault(version, List.of()))
                .orElse(List.of());
    }

    private static boolean isAt(ExplainedStatement it, Script script, Position start) {
        return Integer.valueOf(start.line()).equals(it.place().line())
                && Integer.valueOf(start.column()).equals(it.place().column())
                && it.place().file().equals(script.fileName());
    }
}
