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
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.state.StateTable.Loaded;
import java.sql.SQLException;
import java.util.ArrayList;
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
            Set.of(Condition.NAME_MISSING, Condition.COLUMN_MISSING, Condition.FORBIDDEN);

    private final Dialect dialect;
    private final TableName configured;
    private final TableWait wait;
    private final Predicate<MigrationRecord> known;

    /**
     * A search for some migrations.
     *
     * @param known whether a row is of one of them
     */
    public HistorySearch(
            Dialect dialect,
            TableName configured,
            TableWait wait,
            Predicate<MigrationRecord> known) {
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
        if (!loaded.history().records().isEmpty()) {
            return new LocatedTable(table, loaded, List.of());
        }
        return elsewhere(session, table, loaded, columns);
    }

    private LocatedTable elsewhere(
            Session session, StateTable table, Loaded loaded, HistoryColumns columns) {
        List<String> notes = new ArrayList<>();
        for (Other other : others(session)) {
            if (other.kinship() == Kinship.UNREADABLE) {
                notes.add(unreadable(other));
                continue;
            }
            Optional<MigrationRecord> first = firstKnown(session, other);
            if (first.isEmpty()) {
                continue;
            }
            if (other.kinship() == Kinship.SAME && !isNamed()) {
                StateTable found = new StateTable(dialect, other.table(), wait);
                return new LocatedTable(found, found.load(session, columns), List.of());
            }
            if (other.kinship() == Kinship.SEPARATE || isNamed()) {
                return new LocatedTable(table, loaded, List.of(passedOver(other, first.get())));
            }
            throw StateTableFault.elsewhere(
                    found(other, first.get()), remedy(session, other.table()));
        }
        return new LocatedTable(table, loaded, notes);
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

    private Optional<MigrationRecord> firstKnown(Session session, Other other) {
        try {
            return candidate(other)
                    .load(session, HistoryColumns.WITHOUT_DOWN_SCRIPTS)
                    .history()
                    .records()
                    .stream()
                    .filter(known)
                    .findFirst();
        } catch (ConfigurationException unusable) {
            // Somebody else's, or something else: it is none of these migrations' history.
            return Optional.empty();
        } catch (DatabaseUnreachableException failure) {
            if (isGone(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
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

    private static String found(Other other, MigrationRecord first) {
        return "\"%s\" holds the history of these migrations: %s is applied there"
                .formatted(other.table(), first.label());
    }

    private String passedOver(Other other, MigrationRecord first) {
        return "There is no history in \"%s\" yet, but %s. A history of its own begins here."
                .formatted(configured, found(other, first));
    }

    private String unreadable(Other other) {
        return ("There is no history in \"%s\" yet. \"%s\" is one that this user may not read:"
                        + " whether it holds the history of these migrations is not known. A"
                        + " history of its own begins here.")
                .formatted(configured, other.table());
    }

    private String remedy(Session session, TableName other) {
        String here = table(session).map(HistorySearch::options).orElse(Remedy.SCHEMA.place());
        return "Go on with that history by %s, or begin another one here by %s"
                .formatted(options(other), here);
    }

    private Optional<TableName> table(Session session) {
        try {
            return new StateTable(dialect, configured, wait).place(session);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while it looked for a history elsewhere", failure);
        }
    }

    private static String options(TableName table) {
        // Some databases give their own name between quotes.
        String schema = Remedy.SCHEMA.of(String.valueOf(table.schema()).replaceAll("^\"|\"$", ""));
        return table.table().equalsIgnoreCase(TableName.DEFAULT_TABLE)
                ? schema
                : schema + " and " + Remedy.TABLE.of(table.table());
    }
}
