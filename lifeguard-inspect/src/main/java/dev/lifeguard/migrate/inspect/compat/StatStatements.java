package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.connect.LookConnection;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The statements that a database has run, by its extension pg_stat_statements. */
public final class StatStatements {

    private static final String SCHEMA =
            PgCatalog.sql(
                    """
                    SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension e
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} e.extnamespace
                    WHERE e.extname {=} 'pg_stat_statements'
                    """);

    /** Those that functions run have no parameters of their own. */
    private static final String STATEMENTS =
            PgCatalog.sql(
                    """
                    SELECT s.query FROM %s.pg_stat_statements s
                    JOIN pg_catalog.pg_database d ON d.oid {=} s.dbid
                    WHERE (d.datname {=} pg_catalog.current_database()) AND s.toplevel
                    ORDER BY s.calls DESC, s.queryid
                    """);

    private static final String HIDDEN = "<insufficient privilege>";

    private StatStatements() {}

    /**
     * Reads them, those first that run most often.
     *
     * @return empty where the extension is not there
     * @throws dev.lifeguard.migrate.error.LifeguardException when they cannot be read
     */
    public static Optional<FoundStatements> of(DataSource database) {
        try (Connection connection = LookConnection.open(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                // A pooler may give the session to others next: nothing is set beyond the end.
                statement.execute("SET TRANSACTION READ ONLY");
                Optional<String> schema = first(statement);
                return schema.isPresent()
                        ? Optional.of(read(statement, schema.get()))
                        : Optional.empty();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException unreadable) {
            throw Refused.because(
                    "pg_stat_statements cannot be read: %s. Name a file of statements with --statements, or a database whose server loads the extension with --statements-from."
                            .formatted(unreadable.getMessage()),
                    unreadable);
        }
    }

    private static Optional<String> first(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(SCHEMA)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static FoundStatements read(Statement statement, String schema) throws SQLException {
        List<String> texts = new ArrayList<>();
        int lost = 0;
        int hidden = 0;
        try (ResultSet row = statement.executeQuery(STATEMENTS.formatted(schema))) {
            while (row.next()) {
                String query = row.getString(1);
                if (query == null) {
                    lost++;
                } else if (query.equals(HIDDEN)) {
                    hidden++;
                } else {
                    texts.add(query);
                }
            }
        }
        return new FoundStatements(texts.stream().distinct().toList(), unreadable(lost, hidden));
    }

    private static List<NotAnalysed> unreadable(int lost, int hidden) {
        List<NotAnalysed> unreadable = new ArrayList<>();
        if (lost > 0) {
            unreadable.add(
                    new NotAnalysed(
                            "",
                            "pg_stat_statements has lost the texts of some statements, so what they are is not known. Their number: %s"
                                    .formatted(lost)));
        }
        if (hidden > 0) {
            unreadable.add(
                    new NotAnalysed(
                            "",
                            "pg_stat_statements shows statements of other roles to members of pg_read_all_stats only. Their number: %s"
                                    .formatted(hidden)));
        }
        return unreadable;
    }
}
