package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.script.SqlStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from the catalogue whether a statement took effect that ran outside a transaction when
 * its runner died, or that failed.
 */
final class InDoubt {

    /** Heads of statements that do no harm when they run once more. */
    private static final Set<String> REPEATABLE =
            Set.of("REINDEX", "VACUUM", "CLUSTER", "ALTER SYSTEM", "ALTER DATABASE", "DISCARD");

    /** Whose second run makes the same of what the first one left, or does nothing. */
    private static final Pattern AGAIN =
            Pattern.compile(
                    "(?is)CREATE\\s+OR\\s+REPLACE\\s.*|DROP\\s+(TABLE|VIEW|INDEX|TRIGGER|PROCEDURE"
                            + "|FUNCTION|EVENT|SEQUENCE|SCHEMA|DATABASE)\\s+IF\\s+EXISTS\\s.*");

    private final RunContext context;
    private final SqlStatement statement;
    private @Nullable String invalidIndex;

    InDoubt(RunContext context, SqlStatement statement) {
        this.context = context;
        this.statement = statement;
    }

    enum Answer {
        DONE,
        NOT_DONE,
        /** It failed or was cut off and left an INVALID index, which must go first. */
        REMOVE_INVALID_INDEX,
        UNKNOWN
    }

    private record Index(boolean valid, String qualifiedName) {}

    /** With whether the history says that the statement was started and not that it failed. */
    Answer resolve(boolean started) throws SQLException {
        Optional<ConcurrentIndex> index = ConcurrentIndex.of(statement);
        // Elsewhere a change may still be on its way when its client is gone.
        if (index.isPresent() && context.dialect().transactionalDdl()) {
            return resolve(index.get(), started);
        }
        boolean repeatable =
                REPEATABLE.stream().anyMatch(head -> statement.summary().startsWith(head));
        repeatable |= AGAIN.matcher(statement.text()).matches();
        if (!started || repeatable) {
            return Answer.NOT_DONE;
        }
        return resolve(ObjectChange.allOf(statement));
    }

    /** All of it or nothing of it: what the catalogue says otherwise was so before. */
    private Answer resolve(List<ObjectChange> changes) throws SQLException {
        Set<Answer> answers = EnumSet.noneOf(Answer.class);
        for (ObjectChange change : changes) {
            answers.add(resolve(change));
        }
        return answers.size() == 1 ? answers.iterator().next() : Answer.UNKNOWN;
    }

    /**
     * Whether what the statement makes was there before it, or what it drops was not: what is there
     * afterwards then says nothing about it, so it must not be recorded as started. It fails, or
     * does nothing.
     */
    boolean isSoAlready() throws SQLException {
        return resolve(true) == Answer.DONE;
    }

    private Answer resolve(ObjectChange change) throws SQLException {
        Optional<BoundSql> query = context.dialect().count(change.object());
        if (query.isEmpty()) {
            return Answer.UNKNOWN;
        }
        Counted counted =
                context.session()
                        .query(query.get(), row -> new Counted(row.getInt(1), row.getInt(2)))
                        .getFirst();
        boolean there = counted.there() > 0;
        return switch (change.action()) {
            case CREATE -> there ? Answer.DONE : Answer.NOT_DONE;
            case DROP -> {
                if (there) {
                    yield Answer.NOT_DONE;
                }
                yield counted.tables() > 0 ? Answer.DONE : Answer.UNKNOWN;
            }
        };
    }

    private record Counted(int tables, int there) {}

    private Answer resolve(ConcurrentIndex index, boolean started) throws SQLException {
        List<Index> found =
                context.session()
                        .query(
                                context.sql().indexValidity(index.index(), index.table()),
                                row -> new Index(row.getBoolean(1), row.getString(2)));
        return switch (index.action()) {
            case CREATE -> {
                if (found.isEmpty()) {
                    yield Answer.NOT_DONE;
                }
                if (found.getFirst().valid()) {
                    yield started ? Answer.DONE : Answer.NOT_DONE;
                }
                invalidIndex = found.getFirst().qualifiedName();
                yield Answer.REMOVE_INVALID_INDEX;
            }
            case DROP -> found.isEmpty() && started ? Answer.DONE : Answer.NOT_DONE;
        };
    }

    /** Whether the statement left an INVALID index behind. */
    boolean leftInvalidIndex() throws SQLException {
        return resolve(false) == Answer.REMOVE_INVALID_INDEX;
    }

    /** The statement that removes what was left. */
    String dropInvalidIndex() {
        if (invalidIndex == null) {
            throw new IllegalStateException("no INVALID index was found");
        }
        return context.sql().dropIndex(invalidIndex);
    }
}
