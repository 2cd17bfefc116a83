package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.LookConnection;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The schema in which migrations run. On MariaDB it is a database, and what reads schemas there
 * reads that of the URL.
 *
 * @param name empty for the usual one
 */
public record NamedSchema(DatabaseProduct product, Optional<String> name) {

    /** Names of databases have no case where they are files of a system that has none. */
    private static final String OF_URL = "SELECT DATABASE(), @@lower_case_table_names";

    /** Whether it may be another database than that of the URL. */
    public boolean mayBeElsewhere() {
        return product == DatabaseProduct.MARIADB && name.isPresent();
    }

    /**
     * Refuses one that is another database than that of the URL.
     *
     * @param reads what would read the one of the URL, for the middle of a sentence
     * @throws dev.lifeguard.migrate.error.LifeguardException when it is, or cannot be asked for
     */
    public void requireThatOfUrl(DataSource database, String reads) {
        if (!mayBeElsewhere()) {
            return;
        }
        String schema = name.orElseThrow();
        Optional<String> other =
                LookConnection.read(
                        database,
                        "The name of the database",
                        connection -> other(connection, schema));
        other.ifPresent(
                ofUrl -> {
                    throw another(schema, ofUrl, reads);
                });
    }

    /** The name of the URL's database, where that is another one. */
    private static Optional<String> other(Connection connection, String schema)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OF_URL)) {
            row.next();
            String ofUrl = Optional.ofNullable(row.getString(1)).orElse("");
            boolean same =
                    row.getInt(2) == 0 ? schema.equals(ofUrl) : schema.equalsIgnoreCase(ofUrl);
            return same ? Optional.empty() : Optional.of(ofUrl);
        }
    }

    private static LifeguardException another(String schema, String ofUrl, String reads) {
        return Refused.because(
                "The schema is the database \"%s\", the URL names \"%s\", and %s reads the one of the URL. Write %s in the URL instead, and leave the schema out: the history is found there, too. Nothing was changed."
                        .formatted(schema, ofUrl, reads, schema));
    }
}
