package dev.lifeguard.migrate.schema;

import dev.lifeguard.migrate.schema.SchemaChange.AddColumn;
import dev.lifeguard.migrate.schema.SchemaChange.AddConstraint;
import dev.lifeguard.migrate.schema.SchemaChange.CommentOnTable;
import dev.lifeguard.migrate.schema.SchemaChange.CreateIndex;
import dev.lifeguard.migrate.schema.SchemaChange.CreateTable;
import dev.lifeguard.migrate.schema.SchemaChange.CreateView;
import dev.lifeguard.migrate.schema.SchemaChange.Dependents;
import dev.lifeguard.migrate.schema.SchemaChange.DropColumn;
import dev.lifeguard.migrate.schema.SchemaChange.DropConstraint;
import dev.lifeguard.migrate.schema.SchemaChange.DropIndex;
import dev.lifeguard.migrate.schema.SchemaChange.DropTable;
import dev.lifeguard.migrate.schema.SchemaChange.DropView;
import dev.lifeguard.migrate.schema.SchemaChange.Existing;
import dev.lifeguard.migrate.schema.SchemaChange.RenameColumn;
import dev.lifeguard.migrate.schema.SchemaChange.RenameTable;
import dev.lifeguard.migrate.schema.SchemaChange.ViewKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Java migration changes its database with; used by one thread, until its method returns.
 *
 * <p>Whatever fails here ends the migration with a {@link
 * dev.lifeguard.migrate.error.LifeguardException} that says where and why; on PostgreSQL and SQLite
 * nothing of the migration is kept then, unless it runs statement by statement.
 *
 * <p>Names are taken as they are written; a dot divides a schema from a name.
 */
public interface SchemaManager {

    /**
     * Makes any change.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it fails, or when the database
     *     has no such thing
     */
    void apply(SchemaChange change);

    /** The statements that {@link #apply} would send for a change, in their order. */
    List<String> toSql(SchemaChange change);

    /** Runs SQL as a script would: one statement or several, sent exactly as written. */
    void execute(String sql);

    /**
     * Reads rows.
     *
     * @param sql with one {@code ?} for each value
     * @param row reads one row and does not move on
     */
    <T> List<T> query(String sql, RowMapper<T> row, @Nullable Object... values);

    /**
     * Adds rows to a table, as one change.
     *
     * @param rows each with a value for each column
     */
    void insert(String table, List<String> columns, List<List<@Nullable Object>> rows);

    /**
     * The connection that the migration runs on, for what nothing else here does. Its transaction
     * is the migration's: commit, rollback, close and setAutoCommit are refused.
     */
    Connection connection();

    /** Whether there is a table of that name. */
    boolean hasTable(String table);

    /** Whether there is a column of that name. */
    boolean hasColumn(String table, String column);

    /** Whether there is an index of that name on a table. */
    boolean hasIndex(String table, String index);

    /** Makes a table; fails when there is one of that name. */
    default void createTable(Table table) {
        apply(new CreateTable(table, Existing.FAIL));
    }

    /** Drops a table; fails when there is none, or when something depends on it. */
    default void dropTable(String table) {
        apply(new DropTable(table, Existing.FAIL, Dependents.RESTRICT));
    }

    /** Renames a table; the new name has no schema. */
    default void renameTable(String table, String to) {
        apply(new RenameTable(table, to));
    }

    /** Makes several changes to a table, one after the other. */
    default void alterTable(String table, AlterTable... changes) {
        for (AlterTable change : changes) {
            apply(change.of(table));
        }
    }

    /** Adds a column. */
    default void addColumn(String table, Column column) {
        apply(new AddColumn(table, column));
    }

    /** Drops a column. */
    default void dropColumn(String table, String column) {
        apply(new DropColumn(table, column));
    }

    /** Renames a column. */
    default void renameColumn(String table, String column, String to) {
        apply(new RenameColumn(table, column, to));
    }

    /** Makes an index. */
    default void createIndex(Index index) {
        apply(new CreateIndex(index));
    }

    /** Drops an index; fails when there is none. */
    default void dropIndex(String index, String table) {
        apply(new DropIndex(index, table, Existing.FAIL, Set.of()));
    }

    /** Adds a reference to another table. */
    default void addForeignKey(String table, Constraint.ForeignKey key) {
        apply(new AddConstraint(table, key));
    }

    /** Adds a condition on each row. */
    default void addCheck(String table, Constraint.Check check) {
        apply(new AddConstraint(table, check));
    }

    /** Drops a rule of a table. */
    default void dropConstraint(String table, String constraint) {
        apply(new DropConstraint(table, constraint));
    }

    /** Makes a view; fails when there is one of that name. */
    default void createView(String view, String query) {
        apply(new CreateView(view, query, ViewKind.PLAIN));
    }

    /** Drops a view; fails when there is none. */
    default void dropView(String view) {
        apply(new DropView(view, ViewKind.PLAIN, Existing.FAIL));
    }

    /** Says what a table is for. */
    default void comment(String table, String text) {
        apply(new CommentOnTable(table, text));
    }

    /** One change to a table whose name is given later: {@code t -> new AddColumn(t, column)}. */
    @FunctionalInterface
    interface AlterTable {

        /** The change to that table. */
        SchemaChange of(String table);
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowMapper<T> {

        /**
         * Reads the row that the result stands at.
         *
         * @throws SQLException when it cannot be read
         */
        T map(ResultSet row) throws SQLException;
    }
}
