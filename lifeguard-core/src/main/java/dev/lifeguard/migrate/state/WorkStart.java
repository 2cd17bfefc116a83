package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.Indexes;
import dev.lifeguard.migrate.dialect.StateSql.RebuildScope;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.Effect;
import dev.lifeguard.migrate.state.CatalogueIndexes.Index;
import dev.lifeguard.migrate.state.CatalogueIndexes.Table;
import dev.lifeguard.migrate.state.StartedWork.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the catalogue before a statement that runs CONCURRENTLY, so that what it leaves can be
 * told from what was there.
 */
public final class WorkStart {

    private final CatalogueIndexes catalogue;
    private final String statement;

    /**
     * Asks in a session.
     *
     * @param statement a checksum of the statement and of those before it
     */
    public WorkStart(Session session, StateSql sql, String statement) {
        this.catalogue = new CatalogueIndexes(session, sql);
        this.statement = statement;
    }

    /** Empty where the statement will find it so already, or will be refused. */
    public Optional<StartedWork> of(Effect effect) throws SQLException {
        return switch (effect) {
            case Effect.IndexBuild build -> build(build, Presence.ABSENT);
            case Effect.IndexDrop drop ->
                    catalogue.of(Indexes.OF_NAME, drop.index()).stream()
                            .findFirst()
                            .map(index -> work(Kind.DROP, index.table(), index.name()));
            case Effect.IndexRebuild rebuild -> rebuild(rebuild);
            case Effect.Detachment detach ->
                    catalogue
                            .attachment(detach.parent(), detach.partition())
                            .filter(found -> !found.pending())
                            .map(found -> work(Kind.DETACH, found.parent(), found.partition()));
            case Effect.Unknown none -> Optional.empty();
            case Effect.Repeatable none -> Optional.empty();
            case Effect.Changes none -> Optional.empty();
        };
    }

    /**
     * The same of a statement that a row says was started, but not what it works on: what the
     * statement alone tells.
     */
    public Optional<StartedWork> assumed(Effect effect) throws SQLException {
        return switch (effect) {
            case Effect.IndexBuild build ->
                    build.index().isPresent() ? build(build, Presence.ANY) : Optional.empty();
            case Effect.IndexDrop drop -> Optional.of(work(Kind.DROP, "", drop.index()));
            case Effect.Detachment detach ->
                    Optional.of(work(Kind.DETACH, detach.parent(), detach.partition()));
            case Effect.IndexRebuild none -> Optional.empty();
            case Effect.Unknown none -> Optional.empty();
            case Effect.Repeatable none -> Optional.empty();
            case Effect.Changes none -> Optional.empty();
        };
    }

    /**
     * The index that a statement builds, where it is there and INVALID, so that IF NOT EXISTS would
     * pass over it.
     */
    public Optional<Remnant> invalid(Effect effect) throws SQLException {
        if (!(effect instanceof Effect.IndexBuild build) || build.index().isEmpty()) {
            return Optional.empty();
        }
        Optional<Table> table = catalogue.table(build.table());
        if (table.isEmpty()) {
            return Optional.empty();
        }
        String name = table.get().schema() + "." + build.index().get();
        return catalogue.of(Indexes.OF_NAME, name).stream()
                .filter(index -> !index.valid())
                .findFirst()
                .map(Index::remnant);
    }

    private enum Presence {
        ABSENT,
        ANY
    }

    private Optional<StartedWork> build(Effect.IndexBuild build, Presence index)
            throws SQLException {
        Optional<Table> table = catalogue.table(build.table());
        if (table.isEmpty()) {
            return Optional.empty();
        }
        String on = table.get().name();
        if (build.index().isEmpty()) {
            return Optional.of(
                    new StartedWork(
                            Kind.BUILD_UNNAMED,
                            statement,
                            on,
                            build.chosen().orElse(""),
                            names(catalogue.of(Indexes.OF_TABLE, on))));
        }
        // An index is in its table's schema, whatever the search path is.
        String name = table.get().schema() + "." + build.index().get();
        return index == Presence.ANY || catalogue.of(Indexes.OF_NAME, name).isEmpty()
                ? Optional.of(work(Kind.BUILD, on, name))
                : Optional.empty();
    }

    private Optional<StartedWork> rebuild(Effect.IndexRebuild rebuild) throws SQLException {
        String name = rebuild.name().orElse("");
        return switch (rebuild.scope()) {
            case INDEX -> {
                Optional<Index> index = catalogue.of(Indexes.OF_NAME, name).stream().findFirst();
                yield index.isEmpty()
                        ? Optional.empty()
                        : rebuild(Kind.REBUILD_TABLE, RebuildScope.TABLE, index.get().table());
            }
            case TABLE -> {
                Optional<Table> table = catalogue.table(name);
                yield table.isEmpty()
                        ? Optional.empty()
                        : rebuild(Kind.REBUILD_TABLE, RebuildScope.TABLE, table.get().name());
            }
            case SCHEMA -> rebuild(Kind.REBUILD_SCHEMA, RebuildScope.SCHEMA, name);
            case DATABASE -> rebuild(Kind.REBUILD_DATABASE, RebuildScope.DATABASE, "");
        };
    }

    private Optional<StartedWork> rebuild(Kind kind, RebuildScope scope, String on)
            throws SQLException {
        return Optional.of(
                new StartedWork(
                        kind, statement, on, "", names(catalogue.leftByReindex(scope, on))));
    }

    private StartedWork work(Kind kind, String on, String name) {
        return new StartedWork(kind, statement, on, name, List.of());
    }

    private static List<String> names(List<Index> indexes) {
        return indexes.stream().map(Index::name).toList();
    }
}
