package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.Indexes;
import dev.lifeguard.migrate.dialect.StateSql.RebuildScope;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Indexes, tables and partitions as the catalogue has them.
 *
 * @param session in which it is asked
 * @param sql the questions
 */
record CatalogueIndexes(Session session, StateSql sql) {

    /**
     * An index.
     *
     * @param name qualified
     * @param table its table's, qualified
     * @param bare its name alone, without quotes
     * @param valid whether it is used
     * @param builder the number of another session that builds one on the table, or null
     * @param droppable who may drop it
     */
    record Index(
            String name,
            String table,
            String bare,
            boolean valid,
            @Nullable Integer builder,
            Remnant.By droppable) {

        /** As what a statement left. */
        Remnant remnant() {
            return Remnant.index(name, droppable);
        }
    }

    /**
     * A table.
     *
     * @param name qualified
     * @param schema its schema's
     */
    record Table(String name, String schema) {}

    /**
     * That a table is a partition of another.
     *
     * @param parent qualified
     * @param partition qualified
     * @param pending whether its detachment was begun
     */
    record Attachment(String parent, String partition, boolean pending) {}

    List<Index> of(Indexes which, String name) throws SQLException {
        return session.query(sql.indexes(which, name), CatalogueIndexes::index);
    }

    List<Index> leftByReindex(RebuildScope scope, String name) throws SQLException {
        return session.query(sql.leftByReindex(scope, name), CatalogueIndexes::index);
    }

    private static Index index(ResultSet row) throws SQLException {
        int builder = row.getInt(5);
        return new Index(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                builder == 0 ? null : builder,
                row.getBoolean(6) ? Remnant.By.THIS_ROLE : Remnant.By.SUPERUSER);
    }

    Optional<Table> table(String name) throws SQLException {
        return session
                .query(
                        sql.qualifiedTable(name),
                        row -> new Table(row.getString(1), row.getString(2)))
                .stream()
                .findFirst();
    }

    Optional<Attachment> attachment(String parent, String partition) throws SQLException {
        return session
                .query(
                        sql.attachment(parent, partition),
                        row ->
                                new Attachment(
                                        row.getString(1), row.getString(2), row.getBoolean(3)))
                .stream()
                .findFirst();
    }
}
