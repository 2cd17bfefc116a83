package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.verify.SeededColumn.Parent;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Cause;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Rows of MariaDB; a table's key is its name. */
final class MariaDbSeedSql implements SeedSql {

    /** A null where it is forbidden, and a column that an INSERT leaves out. */
    private static final Set<Integer> NULLS = Set.of(1048, 1138, 1263, 1364);

    /** Values that are cut, and values of another type. */
    private static final Set<Integer> CUT = Set.of(1265, 1366);

    private static final Set<String> OF_VALUES = Set.of("21", "22", "23", "45");

    private static final String TABLES =
            """
            SELECT TABLE_NAME, concat('`', replace(TABLE_NAME, '`', '``'), '`')
            FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
            AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY TABLE_NAME
            """;

    /** One that may be null and refers to its own table stays null. */
    private static final String COLUMNS =
            """
            SELECT concat('`', replace(c.COLUMN_NAME, '`', '``'), '`'), c.COLUMN_NAME, c.DATA_TYPE,
                c.COLUMN_TYPE, COALESCE(c.CHARACTER_MAXIMUM_LENGTH, 0),
                COALESCE(c.NUMERIC_PRECISION = c.NUMERIC_SCALE, false),
                k.REFERENCED_TABLE_NAME,
                concat('`', replace(k.REFERENCED_COLUMN_NAME, '`', '``'), '`'),
                (SELECT GROUP_CONCAT(x.CHECK_CLAUSE SEPARATOR ' and ')
                    FROM information_schema.CHECK_CONSTRAINTS x
                    WHERE x.CONSTRAINT_SCHEMA = c.TABLE_SCHEMA AND x.TABLE_NAME = c.TABLE_NAME)
            FROM information_schema.COLUMNS c
            LEFT JOIN information_schema.KEY_COLUMN_USAGE k
                ON k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME
                AND k.COLUMN_NAME = c.COLUMN_NAME AND k.REFERENCED_TABLE_SCHEMA = c.TABLE_SCHEMA
            WHERE c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = ?
            AND c.IS_GENERATED = 'NEVER' AND c.EXTRA NOT LIKE '%auto_increment%'
            AND COALESCE(c.COLUMN_DEFAULT, 'NULL') = 'NULL'
            AND (c.IS_NULLABLE = 'NO' OR k.REFERENCED_TABLE_NAME IS NULL
                OR k.REFERENCED_TABLE_NAME <> c.TABLE_NAME)
            GROUP BY c.ORDINAL_POSITION ORDER BY c.ORDINAL_POSITION
            """;

    @Override
    public List<String> before() {
        return List.of(
                "SET SESSION max_statement_time = 5, lock_wait_timeout = 5, sql_mode ="
                        + " 'STRICT_ALL_TABLES'");
    }

    @Override
    public List<SeededTable> tables(Statement statement) throws SQLException {
        List<SeededTable> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(new SeededTable(row.getString(1), row.getString(2), row.getString(1)));
            }
        }
        return tables;
    }

    @Override
    public List<SeededColumn> columns(Statement statement, SeededTable table) throws SQLException {
        List<SeededColumn> columns = new ArrayList<>();
        try (PreparedStatement question = statement.getConnection().prepareStatement(COLUMNS)) {
            question.setString(1, table.key());
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    columns.add(column(row, table));
                }
            }
        }
        return columns;
    }

    private static SeededColumn column(ResultSet row, SeededTable table) throws SQLException {
        MariaDbSeededType type =
                new MariaDbSeededType(
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getBoolean(6),
                        MariaDbSeededType.allowed(
                                row.getString(2),
                                Objects.requireNonNullElse(row.getString(9), "")));
        String parent = row.getString(7);
        return new SeededColumn(
                row.getString(1),
                type::value,
                parent == null || parent.equals(table.key())
                        ? Optional.empty()
                        : Optional.of(new Parent(parent, row.getString(8))));
    }

    @Override
    public String row(SeededTable table) {
        return "INSERT INTO %s () VALUES ()".formatted(table.name());
    }

    @Override
    public Cause causeOf(LifeguardException failure) {
        return SeedSql.driverOf(failure)
                .filter(MariaDbSeedSql::isOfValue)
                .map(driver -> Cause.VALUE)
                .orElse(Cause.OTHER);
    }

    private static boolean isOfValue(SQLException driver) {
        String state = Objects.requireNonNullElse(driver.getSQLState(), "");
        boolean ofValue =
                CUT.contains(driver.getErrorCode())
                        || (state.length() > 2 && OF_VALUES.contains(state.substring(0, 2)));
        return ofValue && !NULLS.contains(driver.getErrorCode());
    }
}
