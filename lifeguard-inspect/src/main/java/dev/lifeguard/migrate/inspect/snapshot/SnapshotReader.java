package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.LookConnection;
import dev.lifeguard.migrate.connect.words.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Reads the schema of a database of one product. */
public interface SnapshotReader {

    /**
     * Reads it, in a transaction of its own that is rolled back.
     *
     * @param connection at its beginning, with automatic commits
     */
    SchemaSnapshot read(Connection connection, OwnTables leftOut) throws SQLException;

    /**
     * Reads it by a connection of its own.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be read
     */
    default SchemaSnapshot read(DataSource database, OwnTables leftOut) {
        return LookConnection.read(
                database, "The schema of the database", connection -> read(connection, leftOut));
    }

    /** The products that there is one for. */
    static Set<DatabaseProduct> products() {
        return EnumSet.of(
                DatabaseProduct.POSTGRESQL,
                DatabaseProduct.MARIADB,
                DatabaseProduct.SQLITE,
                DatabaseProduct.H2);
    }

    /**
     * Refuses a database whose schema cannot be read, before anything else is done.
     *
     * @param command what wants to read it
     */
    static void require(DatabaseProduct product, String command) {
        if (!products().contains(product)) {
            throw Refused.because(
                    "%s reads the schema of %s, and the database is %s."
                            .formatted(command, readable(), product.product()));
        }
    }

    /** The databases whose schemas can be read, in a sentence. */
    static String readable() {
        List<String> names = products().stream().map(DatabaseProduct::product).toList();
        return "%s and %s"
                .formatted(String.join(", ", names.subList(0, names.size() - 1)), names.getLast());
    }

    /**
     * Refuses other databases than PostgreSQL, before anything else is done.
     *
     * @param command what knows no other
     */
    static void requirePostgres(DatabaseProduct product, String command) {
        if (product != DatabaseProduct.POSTGRESQL) {
            throw Refused.because(
                    "%s works on PostgreSQL only, and the database is %s."
                            .formatted(command, product.product()));
        }
    }

    /**
     * One of PostgreSQL that fails where it would wait longer for a table's lock.
     *
     * @param longest how long it waits
     */
    static SnapshotReader waiting(Duration longest) {
        return new PgSnapshotReader(longest);
    }

    /**
     * The one for a product.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when there is none
     */
    static SnapshotReader of(DatabaseProduct product) {
        return switch (product) {
            case POSTGRESQL -> new PgSnapshotReader(Duration.ZERO);
            case SQLITE -> new SqliteSnapshotReader();
            case MARIADB -> new MariaDbSnapshotReader();
            case H2 -> new H2SnapshotReader();
            case COCKROACHDB, YUGABYTEDB ->
                    throw Refused.because(
                            "The schema of %s cannot be read.".formatted(product.product()));
        };
    }
}
