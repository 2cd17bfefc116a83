package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.Indexes;
import dev.lifeguard.migrate.dialect.StateSql.RebuildScope;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.state.CatalogueIndexes.Attachment;
import dev.lifeguard.migrate.state.CatalogueIndexes.Index;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds in the catalogue what came of a statement that runs CONCURRENTLY and was cut off or failed.
 *
 * <p>Only what was not there before it started is taken for its own, and nothing that another
 * session is building.
 */
public final class Remains {

    /** What the server calls an index whose name it chooses. */
    private static final Pattern CHOSEN = Pattern.compile(".*_idx\\d*", Pattern.DOTALL);

    private final CatalogueIndexes catalogue;

    /** Asks in a session. */
    public Remains(Session session, StateSql sql) {
        this.catalogue = new CatalogueIndexes(session, sql);
    }

    /** What came of a statement. */
    public sealed interface Outcome {

        /** It took effect. */
        record Done() implements Outcome {}

        /** It did nothing. */
        record NotDone() implements Outcome {}

        /**
         * It left something in the middle.
         *
         * @param all at least one
         */
        record Left(List<Remnant> all) implements Outcome {}

        /**
         * Another session builds an index on the table, so that nothing is known yet.
         *
         * @param index that is INVALID, qualified
         * @param process the session's number
         */
        record UnderWay(String index, int process) implements Outcome {}

        /**
         * Several things may have come of it, or what it is about is gone.
         *
         * @param candidates indexes that may be its own
         */
        record Unclear(List<String> candidates) implements Outcome {}
    }

    /** What the row of a part-way migration keeps. */
    public Optional<StartedWork> startedWork(long version) throws SQLException {
        Optional<BoundSql> question = catalogue.sql().startedWork(version);
        return question.isEmpty()
                ? Optional.empty()
                : catalogue.session().query(question.get(), row -> row.getString(1)).stream()
                        .findFirst()
                        .flatMap(StartedWork::of);
    }

    /** What a part-way migration left in the middle, and is to be ended before it is settled. */
    List<Remnant> leftBy(long version) throws SQLException {
        Optional<StartedWork> work = startedWork(version);
        return work.isPresent() && of(work.get()) instanceof Outcome.Left left
                ? left.all().stream().filter(remnant -> !work.get().leaves(remnant)).toList()
                : List.of();
    }

    /** What came of it. */
    public Outcome of(StartedWork work) throws SQLException {
        return switch (work.kind()) {
            case BUILD ->
                    catalogue.of(Indexes.OF_NAME, work.name()).stream()
                            .filter(index -> index.table().equals(work.on()))
                            .findFirst()
                            .map(Remains::built)
                            .orElse(new Outcome.NotDone());
            case BUILD_UNNAMED -> unnamed(work);
            case DROP ->
                    catalogue.of(Indexes.OF_NAME, work.name()).stream()
                            .findFirst()
                            .map(Remains::dropped)
                            .orElse(new Outcome.Done());
            case REBUILD_TABLE -> rebuilt(work, RebuildScope.TABLE);
            case REBUILD_SCHEMA -> rebuilt(work, RebuildScope.SCHEMA);
            case REBUILD_DATABASE -> rebuilt(work, RebuildScope.DATABASE);
            case DETACH -> detached(work);
        };
    }

    private static Outcome built(Index index) {
        return index.valid() ? new Outcome.Done() : left(List.of(index));
    }

    private static Outcome dropped(Index index) {
        return index.valid() ? new Outcome.NotDone() : left(List.of(index));
    }

    private static Outcome left(List<Index> indexes) {
        for (Index index : indexes) {
            if (index.builder() != null) {
                return new Outcome.UnderWay(index.name(), index.builder());
            }
        }
        return new Outcome.Left(indexes.stream().map(Index::remnant).toList());
    }

    private Outcome unnamed(StartedWork work) throws SQLException {
        List<Index> since =
                catalogue.of(Indexes.OF_TABLE, work.on()).stream()
                        .filter(index -> !work.before().contains(index.name()))
                        .filter(index -> CHOSEN.matcher(index.bare()).matches())
                        .toList();
        Pattern own =
                work.name().isEmpty()
                        ? CHOSEN
                        : Pattern.compile(Pattern.quote(work.name()) + "\\d*");
        List<Index> candidates =
                since.stream().filter(index -> own.matcher(index.bare()).matches()).toList();
        if (candidates.size() == 1) {
            return built(candidates.getFirst());
        }
        return since.isEmpty()
                ? new Outcome.NotDone()
                : new Outcome.Unclear(since.stream().map(Index::name).toList());
    }

    private Outcome rebuilt(StartedWork work, RebuildScope scope) throws SQLException {
        List<Index> since =
                catalogue.leftByReindex(scope, work.on()).stream()
                        .filter(index -> !work.before().contains(index.name()))
                        .toList();
        return since.isEmpty() ? new Outcome.NotDone() : left(since);
    }

    private Outcome detached(StartedWork work) throws SQLException {
        Optional<Attachment> attachment = catalogue.attachment(work.on(), work.name());
        if (attachment.isPresent()) {
            return attachment.get().pending()
                    ? new Outcome.Left(List.of(Remnant.detachment(work.on(), work.name())))
                    : new Outcome.NotDone();
        }
        return catalogue.table(work.name()).isPresent()
                ? new Outcome.Done()
                : new Outcome.Unclear(List.of());
    }
}
