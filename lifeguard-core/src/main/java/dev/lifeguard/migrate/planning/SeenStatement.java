package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.plan.PlannedStatement;
import dev.lifeguard.migrate.script.Effect;
import dev.lifeguard.migrate.script.SqlStatement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement as a check sees it.
 *
 * @param statement as it runs
 * @param place where it is
 * @param block which block of its script it stands in, 0 for none
 */
record SeenStatement(SqlStatement statement, Place place, int block) implements PlannedStatement {

    @Override
    public int number() {
        return statement.number();
    }

    @Override
    public String text() {
        return statement.text();
    }

    @Override
    public String kind() {
        return statement.summary();
    }

    @Override
    public boolean runsOutsideTransaction() {
        return statement.kind().runsOutside();
    }

    @Override
    public LockClass lockClass() {
        return switch (statement.facts().lockClass()) {
            case BRIEF -> LockClass.BRIEF;
            case LONG_HARMLESS -> LockClass.LONG_HARMLESS;
            case DATA -> LockClass.DATA;
            case LONG_HARMFUL -> LockClass.LONG_HARMFUL;
            case UNKNOWN -> LockClass.UNKNOWN;
        };
    }

    @Override
    public List<Change> changes() {
        return switch (statement.effect()) {
            case Effect.Changes changes -> changes.all().stream().map(SeenStatement::seen).toList();
            case Effect.IndexBuild build ->
                    build.index().stream()
                            .map(name -> new Change(Action.CREATE, "INDEX", name))
                            .toList();
            case Effect.IndexDrop drop -> List.of(new Change(Action.DROP, "INDEX", drop.index()));
            case Effect.IndexRebuild rebuild -> List.of();
            case Effect.Detachment detachment -> List.of();
            case Effect.Repeatable repeatable -> List.of();
            case Effect.Unknown unknown -> List.of();
        };
    }

    private static Change seen(Effect.Change change) {
        CatalogName object = change.object();
        return new Change(
                switch (change.action()) {
                    case CREATE -> Action.CREATE;
                    case DROP -> Action.DROP;
                },
                object.kind().name(),
                Stream.of(object.schema(), object.table(), object.name())
                        .filter(part -> part != null)
                        .collect(Collectors.joining(".")));
    }
}
