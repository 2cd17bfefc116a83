package dev.lifeguard.migrate.cli.facts;

import dev.lifeguard.migrate.cli.settings.Refused;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads facts from PostgreSQL's catalogue; changes nothing. */
public final class FactsReader {

    private static final String DATABASE =
            """
            SELECT current_setting('server_version'), current_database(),
                   pg_encoding_to_char(d.encoding),
                   coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale', d.datcollate),
                   pg_database_size(d.oid), current_user, coalesce(?, current_schema()),
                   s.nspname || '.' || s.relname, coalesce(pg_total_relation_size(s.oid), 0)
            FROM pg_database d
            LEFT JOIN (SELECT c.oid, c.relname, n.nspname
                       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname = coalesce(?, current_schema()) AND c.relname = ?) s ON true
            WHERE d.datname = current_database()
            """;

    private static final String SCHEMAS =
            """
            SELECT n.nspname,
                   count(*) FILTER (WHERE c.relkind IN ('r', 'p', 'f')),
                   count(*) FILTER (WHERE c.relkind IN ('v', 'm')),
                   sum((SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid)),
                   sum((SELECT count(*) FROM pg_constraint k
                        WHERE k.conrelid = c.oid AND k.contype = 'f')),
                   sum((SELECT count(*) FROM pg_constraint k
                        WHERE k.conrelid = c.oid AND k.contype = 'c')),
                   sum(pg_total_relation_size(c.oid))
            FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
            WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
              AND n.nspname || '.' || c.relname IS DISTINCT FROM ?
            GROUP BY n.nspname ORDER BY n.nspname
            """;

    private static final String SETTINGS =
            "SELECT name, setting FROM pg_settings WHERE name = 'standard_conforming_strings'";

    private final DataSource dataSource;
    private final TableName table;

    /** A reader of a database with its state table. */
    public FactsReader(DataSource dataSource, TableName table) {
        this.dataSource = dataSource;
        this.table = table;
    }

    /**
     * What the database is and holds.
     *
     * @throws DatabaseUnreachableException when it cannot be read
     */
    public DatabaseFacts database() {
        try (Connection connection = dataSource.getConnection()) {
            requirePostgres(connection);
            return database(connection);
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private static void requirePostgres(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals(Dialect.postgresql().productName())) {
            throw Refused.because(
                    "The command info reads the catalogue of PostgreSQL only, and this database is"
                            + " %s. Run lifeguard-migrate status instead.".formatted(product));
        }
    }

    private DatabaseFacts database(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DATABASE)) {
            query.setString(1, table.schema());
            query.setString(2, table.schema());
            query.setString(3, table.table());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                @Nullable String stateTable = row.getString(8);
                return new DatabaseFacts(
                        row.getString(1),
                        row.getString(2),
                        "%s, %s".formatted(row.getString(3), row.getString(4)),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7),
                        stateTable,
                        row.getLong(9),
                        schemas(connection, stateTable));
            }
        }
    }

    private static List<SchemaFacts> schemas(Connection connection, @Nullable String stateTable)
            throws SQLException {
        List<SchemaFacts> schemas = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SCHEMAS)) {
            query.setString(1, stateTable);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    schemas.add(
                            new SchemaFacts(
                                    row.getString(1),
                                    row.getInt(2),
                                    row.getInt(3),
                                    row.getInt(4),
                                    row.getInt(5),
                                    row.getInt(6),
                                    row.getLong(7)));
                }
            }
        }
        return schemas;
    }

    /**
     * How a session of the database reads SQL.
     *
     * @throws DatabaseUnreachableException when it cannot be asked
     */
    public LexerRules lexerRules() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(SETTINGS);
                ResultSet rows = query.executeQuery()) {
            Map<String, String> settings = new HashMap<>();
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
            return Dialect.postgresql().lexerRules(name -> Optional.ofNullable(settings.get(name)));
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * What each applied migration made that is still there, oldest first.
     *
     * @throws DatabaseUnreachableException when it cannot be read
     */
    public List<MadeObjects> made() {
        String schema = table.schema();
        Dialect dialect = Dialect.postgresql();
        String name =
                (schema == null ? "" : dialect.quote(schema) + ".") + dialect.quote(table.table());
        try (Connection connection = dataSource.getConnection()) {
            requirePostgres(connection);
            return MadeObjectsQuery.run(connection, name);
        } catch (SQLException failure) {
            // Undefined table: nothing is applied.
            if (Objects.equals(failure.getSQLState(), "42P01")) {
                return List.of();
            }
            throw unreadable(failure);
        }
    }

    private static DatabaseUnreachableException unreadable(SQLException failure) {
        return new DatabaseUnreachableException(
                ErrorDetail.ofServer(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "The database's catalogue could not be read: %s. Nothing was changed."
                                .formatted(failure.getMessage()),
                        failure.getSQLState()),
                failure);
    }
}
