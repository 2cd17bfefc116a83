package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the state table, or adds the columns that it lacks; safe against others who do the same.
 */
final class StateTableCreation {

    private final Dialect dialect;
    private final TableName table;
    private final StateSql sql;

    /** Of a table whose schema is known. */
    StateTableCreation(Dialect dialect, TableName table) {
        this.dialect = dialect;
        this.table = table;
        this.sql = dialect.stateSql(table);
    }

    /**
     * Makes the table.
     *
     * @param maker whether the schema is made, too, where it is not there
     */
    boolean create(Session session, SchemaMaker maker) throws SQLException {
        if (maker == SchemaMaker.THIS && !hasSchema(session)) {
            unlessConcurrent(session, sql.createSchema());
        }
        unlessConcurrent(session, sql.createTable(), sql.log().createLog());
        // Somebody else may have been there first.
        new StateTableTrust(table, sql).require(session);
        return true;
    }

    /** Who makes the schema. */
    enum SchemaMaker {
        /** It is asked for by name. */
        THIS,
        /** It is there. */
        OTHERS
    }

    /** CREATE SCHEMA IF NOT EXISTS needs the right to create one, also where it is there. */
    private boolean hasSchema(Session session) throws SQLException {
        Optional<BoundSql> question = sql.findSchema();
        return question.isPresent()
                && !session.query(question.get(), row -> row.getString(1)).isEmpty();
    }

    /** The trust in a table looks at this, too; where there is none, one question more is asked. */
    void requireShape(Session session, TableName shown) throws SQLException {
        Optional<BoundSql> question = sql.shape();
        if (question.isEmpty()) {
            return;
        }
        List<VersionColumn> version =
                session.query(
                        question.get(),
                        row -> new VersionColumn(row.getString(1), row.getBoolean(2)));
        if (version.isEmpty()) {
            return;
        }
        if (!sql.holdsVersions(version.getFirst().type())) {
            throw StateTableFault.versionType(shown, version.getFirst().type());
        }
        if (!version.getFirst().unique()) {
            throw StateTableFault.versionKey(shown);
        }
    }

    private record VersionColumn(String type, boolean unique) {}

    // Where DDL commits by itself, two of them at once are told apart by the second one's failure.
    boolean addColumns(Session session) throws SQLException {
        return dialect.transactionalDdl()
                ? Transaction.around(session, () -> addMissing(session, Session::update))
                : addMissing(session, StateTableCreation::unlessConcurrent);
    }

    private boolean addMissing(Session session, Adding adding) throws SQLException {
        session.limits().repeat();
        Set<String> present = StateTableColumns.of(session, sql).names();
        for (BoundSql add : sql.addColumns(present)) {
            adding.add(session, add);
        }
        return true;
    }

    /** How one column is added. */
    @FunctionalInterface
    private interface Adding {

        void add(Session session, BoundSql column) throws SQLException;
    }

    // IF NOT EXISTS does not keep two creators apart everywhere; the second one's failure says that
    // it is there.
    private static void unlessConcurrent(Session session, BoundSql... create) throws SQLException {
        try {
            session.queryAll(List.of(create), row -> null);
        } catch (SQLException failure) {
            if (SqlError.condition(failure) != Condition.ALREADY_THERE) {
                throw failure;
            }
        }
    }
}
