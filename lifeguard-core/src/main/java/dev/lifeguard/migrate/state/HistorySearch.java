package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.Kinship;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.state.StateTable.Loaded;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for the history of the same migrations elsewhere, where there is nothing in its place.
 *
 * <p>The first schema of a search path changes: by a script that makes a schema of the role's name,
 * by ALTER ROLE or ALTER DATABASE, by an option that is given once and not the next time. A history
 * that is passed over then is run again from its beginning.
 */
public final class HistorySearch {

    private static final Set<Condition> GONE =
            Set.of(
                    Condition.SCHEMA_MISSING,
                    Condition.TABLE_MISSING,
                    Condition.NAME_MISSING,
                    Condition.COLUMN_MISSING,
                    Condition.FORBIDDEN);

    private final Dialect dialect;
    private final TableName configured;
    private final TableWait wait;
    private final Predicate<HistoryRow> known;

    /**
     * A search for some migrations.
     *
     * @param known whether a row is of one of them
     */
    public HistorySearch(
            Dialect dialect, TableName configured, TableWait wait, Predicate<HistoryRow> known) {
        this.dialect = dialect;
        this.configured = configured;
        this.wait = wait;
        this.known = known;
    }

    /**
     * Reads the history where it belongs; only where it is empty, one is looked for elsewhere.
     *
     * @throws ConfigurationException when it is elsewhere, and nobody has said which one is meant
     */
    public LocatedTable locate(Session session, HistoryColumns columns) {
        StateTable table = new StateTable(dialect, configured, wait);
        Loaded loaded = table.load(session, columns);
        if (!loaded.history().isEmpty()) {
            return new LocatedTable(table, loaded, List.of());
        }
        return elsewhere(session, table, loaded, columns);
    }

    private LocatedTable elsewhere(
            Session session, StateTable table, Loaded loaded, HistoryColumns columns) {
        for (Other other : others(session)) {
            Optional<Finding> found = look(session, other);
            if (found.isEmpty()) {
                continue;
            }
            if (other.kinship() == Kinship.SEPARATE || isNamed()) {
                return new LocatedTable(table, loaded, List.of(passedOver(found.get())));
            }
            if (other.kinship() == Kinship.SAME && found.get().cause() == null) {
                StateTable same = new StateTable(dialect, other.table(), wait);
                return new LocatedTable(same, same.load(session, columns), List.of());
            }
            TableName here = place(session).orElse(configured);
            throw StateTableFault.elsewhere(here, found.get(), remedy(here, other.table()));
        }
        return new LocatedTable(table, loaded, List.of());
    }

    /** Whether somebody has said where it is to be. */
    private boolean isNamed() {
        return configured.schema() != null || !configured.table().equals(TableName.DEFAULT_TABLE);
    }

    /** Another state table. */
    private record Other(TableName table, Kinship kinship) {}

    private List<Other> others(Session session) {
        StateSql sql = dialect.stateSql(configured);
        Optional<BoundSql> question = sql.others();
        if (question.isEmpty()) {
            return List.of();
        }
        try {
            return session.query(
                    question.get(),
                    row ->
                            new Other(
                                    new TableName(row.getString(1), row.getString(2)),
                                    Kinship.valueOf(row.getString(3))));
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while it looked for a history elsewhere", failure);
        }
    }

    /**
     * What another state table is to these migrations; empty for none of theirs.
     *
     * <p>Where names are looked up in its schema too, one of the same name is theirs whatever it
     * holds: their older files may be gone, or have other names.
     */
    private Optional<Finding> look(Session session, Other other) {
        if (other.kinship() == Kinship.UNREADABLE) {
            return Optional.of(Finding.unreadable(other.table()));
        }
        try {
            return found(other, read(session, other));
        } catch (ConfigurationException unusable) {
            // Somebody else's, or something else: it is none of these migrations' history.
            return isNamesake(other) && !isNamed()
                    ? Optional.of(Finding.unusable(other.table(), unusable))
                    : Optional.empty();
        } catch (DatabaseUnreachableException failure) {
            if (isGone(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private Collection<HistoryRow> read(Session session, Other other) {
        History history =
                candidate(other).load(session, HistoryColumns.WITHOUT_DOWN_SCRIPTS).history();
        List<HistoryRow> rows = new ArrayList<>(history.records());
        rows.addAll(history.repeatables());
        return rows;
    }

    private Optional<Finding> found(Other other, Collection<HistoryRow> records) {
        Optional<Finding> ours =
                records.stream()
                        .filter(known)
                        .findFirst()
                        .map(row -> Finding.ofThese(other.table(), row));
        return ours.isPresent() || !isNamesake(other) || isNamed()
                ? ours
                : records.stream().findFirst().map(row -> Finding.ofOthers(other.table(), row));
    }

    private boolean isNamesake(Other other) {
        return switch (other.kinship()) {
            case NAMESAKE, UNREADABLE -> true;
            case SAME -> other.table().table().equals(configured.table());
            case POSSIBLE, SEPARATE -> false;
        };
    }

    /** Whether it was dropped since it was found, or this user may not read it. */
    private static boolean isGone(DatabaseUnreachableException failure) {
        return failure.getCause() instanceof SQLException cause
                && GONE.contains(SqlError.condition(cause));
    }

    /** Another database's is not waited for. */
    private StateTable candidate(Other other) {
        return other.kinship() == Kinship.SEPARATE
                ? new StateTable(dialect, other.table())
                : new StateTable(dialect, other.table(), wait);
    }

    private String passedOver(Finding found) {
        return "There is no history in \"%s\" yet, but %s. A history of its own begins here."
                .formatted(configured, found.words());
    }

    private String remedy(TableName here, TableName other) {
        return "Go on with that history by %s, or begin another one here by %s"
                .formatted(
                        options(other),
                        here.schema() == null ? Remedy.SCHEMA.place() : options(here));
    }

    private Optional<TableName> place(Session session) {
        try {
            return new StateTable(dialect, configured, wait)
                    .place(session)
                    .map(HistorySearch::unquoted);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while it looked for a history elsewhere", failure);
        }
    }

    /** Some databases give their own name between quotes. */
    private static TableName unquoted(TableName table) {
        return table.in(String.valueOf(table.schema()).replaceAll("^\"|\"$", ""));
    }

    private static String options(TableName table) {
        String schema = Remedy.SCHEMA.of(String.valueOf(table.schema()));
        return table.table().equalsIgnoreCase(TableName.DEFAULT_TABLE)
                ? schema
                : schema + " and " + Remedy.TABLE.of(table.table());
    }
}
