package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.LookConnection;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Reads the tables of a database from its catalogue, in three questions. */
public final class DiagramReader {

    private final CatalogQuestions questions;

    private DiagramReader(CatalogQuestions questions) {
        this.questions = questions;
    }

    /**
     * The one for a product.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when there is none
     */
    public static DiagramReader of(DatabaseProduct product) {
        return switch (product) {
            case POSTGRESQL -> new DiagramReader(PgCatalog.QUESTIONS);
            case MARIADB -> new DiagramReader(MariaDbCatalog.QUESTIONS);
            case SQLITE -> new DiagramReader(SqliteCatalog.QUESTIONS);
            case H2 -> new DiagramReader(H2Catalog.QUESTIONS);
            case COCKROACHDB, YUGABYTEDB ->
                    throw Refused.because(
                            "There are no diagrams of %s. Leave out --database-url to draw what the migrations make on PostgreSQL."
                                    .formatted(product.product()));
        };
    }

    /**
     * Reads them by a connection of its own.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when they cannot be read
     */
    public SchemaDiagram read(DataSource database, OwnTables leftOut) {
        return LookConnection.read(
                database, "The tables of the database", connection -> read(connection, leftOut));
    }

    /**
     * Reads them, in a transaction of its own that is rolled back.
     *
     * @param connection at its beginning, with automatic commits
     */
    public SchemaDiagram read(Connection connection, OwnTables leftOut) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String before : questions.before()) {
                statement.execute(before);
            }
            DiagramBuilder builder =
                    new DiagramBuilder(usual(statement), questions.type(), leftOut);
            ask(statement, questions.columns(), builder::column);
            ask(statement, questions.keys(), builder::key);
            ask(statement, questions.references(), builder::reference);
            return builder.diagram();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private String usual(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(questions.usual())) {
            row.next();
            return row.getString(1);
        }
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void ask(Statement statement, String question, Row row) throws SQLException {
        try (ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                row.read(rows);
            }
        }
    }
}
