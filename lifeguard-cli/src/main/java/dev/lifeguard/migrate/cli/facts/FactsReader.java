package dev.lifeguard.migrate.cli.facts;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.TakeOverSql;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads facts from the database's catalogue; changes nothing. */
public final class FactsReader {

    private static final String SETTINGS =
            """
            SELECT 'standard_conforming_strings',
                   pg_catalog.current_setting('standard_conforming_strings')
            """;

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
            return database(connection, FactsQueries.of(dialect(connection)));
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private static Dialect dialect(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        Map<String, String> version =
                product.equals(Dialect.postgresql().productName()) ? version(connection) : Map.of();
        return Dialect.known().stream()
                .filter(
                        known ->
                                known.serves(
                                        product, name -> Optional.ofNullable(version.get(name))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(product + " was not refused"));
    }

    /** PostgreSQL's, by which those that call themselves so are told apart. */
    private static Map<String, String> version(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT pg_catalog.version()");
                ResultSet row = query.executeQuery()) {
            return row.next() ? Map.of("version", row.getString(1)) : Map.of();
        }
    }

    private DatabaseFacts database(Connection connection, FactsQueries queries)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(queries.database())) {
            query.setString(1, table.schema());
            query.setString(2, table.schema());
            query.setString(3, table.table());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                @Nullable String stateTable = row.getString(8);
                return new DatabaseFacts(
                        connection.getMetaData().getDatabaseProductName(),
                        row.getString(1),
                        row.getString(2),
                        "%s, %s".formatted(row.getString(3), row.getString(4)),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7),
                        stateTable,
                        row.getLong(9),
                        schemas(connection, queries, stateTable));
            }
        }
    }

    private static List<SchemaFacts> schemas(
            Connection connection, FactsQueries queries, @Nullable String stateTable)
            throws SQLException {
        List<SchemaFacts> schemas = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(queries.schemas())) {
            query.setString(1, stateTable);
            query.setString(2, stateTable == null ? null : logOf(stateTable));
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

    private static String logOf(String stateTable) {
        int dot = stateTable.indexOf('.');
        return new TableName(stateTable.substring(0, dot), stateTable.substring(dot + 1))
                .log()
                .toString();
    }

    /**
     * How a session of the database reads SQL.
     *
     * @throws DatabaseUnreachableException when it cannot be asked
     */
    public LexerRules lexerRules() {
        try (Connection connection = dataSource.getConnection()) {
            Dialect dialect = dialect(connection);
            Map<String, String> settings = isPostgres(dialect) ? settings(connection) : Map.of();
            return dialect.lexerRules(name -> Optional.ofNullable(settings.get(name)));
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private static boolean isPostgres(Dialect dialect) {
        return dialect.productName().equals(Dialect.postgresql().productName());
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SETTINGS);
                ResultSet rows = query.executeQuery()) {
            Map<String, String> settings = new HashMap<>();
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
            return settings;
        }
    }

    /**
     * What each applied migration made that is still there, oldest first; empty beside PostgreSQL,
     * since no other catalogue tells what made an object.
     *
     * @throws DatabaseUnreachableException when it cannot be read
     */
    public List<MadeObjects> made() {
        String schema = table.schema();
        Dialect dialect = Dialect.postgresql();
        String name =
                (schema == null ? "" : dialect.quote(schema) + ".") + dialect.quote(table.table());
        try (Connection connection = dataSource.getConnection()) {
            return isPostgres(dialect(connection))
                    ? MadeObjectsQuery.run(connection, name)
                    : List.of();
        } catch (SQLException failure) {
            // Undefined table: nothing is applied.
            if (Objects.equals(failure.getSQLState(), "42P01")) {
                return List.of();
            }
            throw unreadable(failure);
        }
    }

    /**
     * The tool from whose history an import took the row of a version over; empty of a row of this
     * program's own.
     *
     * @throws DatabaseUnreachableException when it cannot be read
     */
    public Optional<String> origin(long version) {
        try (Connection connection = dataSource.getConnection()) {
            TakeOverSql sql = dialect(connection).stateSql(table).takingOver();
            // The first import makes the column, so that it cannot be asked for by its name.
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "SELECT * FROM %s WHERE version %s ?"
                                    .formatted(sql.table(), sql.equal()))) {
                query.setLong(1, version);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? value(row, "origin") : Optional.empty();
                }
            }
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * The same of all rows, by the numbers of their versions; without those of this program's own.
     *
     * @throws DatabaseUnreachableException when they cannot be read
     */
    public Map<Long, String> origins() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            TakeOverSql sql = dialect(connection).stateSql(table).takingOver();
            try (ResultSet none =
                    statement.executeQuery("SELECT * FROM %s WHERE false".formatted(sql.table()))) {
                if (column(none, "origin").isEmpty()) {
                    return Map.of();
                }
            }
            Map<Long, String> origins = new HashMap<>();
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT version, origin FROM %s WHERE origin IS NOT NULL"
                                    .formatted(sql.table()))) {
                while (row.next()) {
                    origins.put(row.getLong(1), row.getString(2));
                }
            }
            return origins;
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private static Optional<String> value(ResultSet row, String name) throws SQLException {
        Optional<Integer> column = column(row, name);
        return column.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(row.getString(column.get()));
    }

    private static Optional<Integer> column(ResultSet row, String name) throws SQLException {
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            if (row.getMetaData().getColumnName(column).equalsIgnoreCase(name)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
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
