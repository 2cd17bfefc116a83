package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Cause;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** What a database is asked and told where its tables get made-up rows. */
interface SeedSql {

    /** What comes first in a session. */
    List<String> before();

    /** All tables that can have rows, by their names. */
    List<SeededTable> tables(Statement statement) throws SQLException;

    /** The columns of a table that get values, in their order. */
    List<SeededColumn> columns(Statement statement, SeededTable table) throws SQLException;

    /** What adds a row of defaults. */
    default String row(SeededTable table) {
        return "INSERT INTO %s DEFAULT VALUES".formatted(table.name());
    }

    /**
     * What a failure of a run comes from: a constraint that a made-up value breaks, or a conversion
     * of one. A null where the migration forbids one comes from the migration.
     */
    Cause causeOf(LifeguardException failure);

    /** Reads a row of an answer. */
    @FunctionalInterface
    interface Row {

        void read(ResultSet row) throws SQLException;
    }

    /** Asks a question about a table, whose key is its only parameter. */
    static void each(Statement statement, String sql, SeededTable table, Row reader)
            throws SQLException {
        try (PreparedStatement question = statement.getConnection().prepareStatement(sql)) {
            question.setString(1, table.key());
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    /** What the driver said. */
    static Optional<SQLException> driverOf(LifeguardException failure) {
        for (Throwable each = failure.getCause(); each != null; each = each.getCause()) {
            if (each instanceof SQLException driver) {
                return Optional.of(driver);
            }
        }
        return Optional.empty();
    }

    /** The one for a product. */
    static SeedSql of(DatabaseProduct product) {
        return switch (product) {
            case POSTGRESQL, COCKROACHDB, YUGABYTEDB -> new PgSeedSql();
            case SQLITE -> new SqliteSeedSql();
            case MARIADB -> new MariaDbSeedSql();
            case H2 -> new H2SeedSql();
        };
    }
}
