package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.verify.SeededColumn.Parent;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Columns without a value of their own. */
    private static final String COLUMNS =
            """
            SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, COALESCE(CHARACTER_MAXIMUM_LENGTH, 0),
                COALESCE(NUMERIC_PRECISION = NUMERIC_SCALE, false), IS_NULLABLE = 'YES'
            FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
            AND IS_GENERATED = 'NEVER' AND EXTRA NOT LIKE '%auto_increment%'
            AND COALESCE(COLUMN_DEFAULT, 'NULL') = 'NULL' ORDER BY ORDINAL_POSITION
            """;

    private static final String PARENTS =
            """
            SELECT COLUMN_NAME, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
            FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE()
            AND TABLE_NAME = ? AND REFERENCED_TABLE_SCHEMA = DATABASE() ORDER BY CONSTRAINT_NAME
            """;

    private static final String CHECKS =
            """
            SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS
            WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = ?
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

    /** One that may be null and refers to its own table stays null. */
    @Override
    public List<SeededColumn> columns(Statement statement, SeededTable table) throws SQLException {
        Map<String, Parent> parents = new HashMap<>();
        SeedSql.each(
                statement,
                PARENTS,
                table,
                row ->
                        parents.putIfAbsent(
                                row.getString(1),
                                new Parent(row.getString(2), quoted(row.getString(3)))));
        StringBuilder checks = new StringBuilder();
        SeedSql.each(statement, CHECKS, table, row -> checks.append(row.getString(1)).append('\n'));
        List<SeededColumn> columns = new ArrayList<>();
        SeedSql.each(
                statement,
                COLUMNS,
                table,
                row -> {
                    Optional<Parent> parent = Optional.ofNullable(parents.get(row.getString(1)));
                    boolean own = parent.filter(it -> it.table().equals(table.key())).isPresent();
                    if (!own || !row.getBoolean(6)) {
                        columns.add(
                                new SeededColumn(
                                        quoted(row.getString(1)),
                                        type(row, checks.toString())::value,
                                        own ? Optional.empty() : parent));
                    }
                });
        return columns;
    }

    private static MariaDbSeededType type(ResultSet row, String checks) throws SQLException {
        return new MariaDbSeededType(
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getBoolean(5),
                MariaDbSeededType.allowed(row.getString(1), checks));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
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
