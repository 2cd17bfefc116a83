package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection of a command that only looks; its failures are told as those of a run are. */
public final class LookConnection {

    private LookConnection() {}

    /** A look at a database. */
    @FunctionalInterface
    public interface Look<T> {

        /** Reads what is looked for. */
        T at(Connection connection) throws SQLException;
    }

    /**
     * Opens one, which the caller closes.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when there is none to be had
     */
    public static Connection open(DataSource database) {
        try {
            return database.getConnection();
        } catch (SQLException failure) {
            throw DatabaseFailure.atConnect(failure);
        }
    }

    /**
     * Looks by a connection of its own.
     *
     * @param what is read, for the beginning of a sentence
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be read
     */
    public static <T> T read(DataSource database, String what, Look<T> look) {
        try (Connection connection = open(database)) {
            return look.at(connection);
        } catch (SQLException failure) {
            throw new DatabaseUnreachableException(
                    ErrorDetail.ofServer(
                            ErrorKind.DATABASE_UNREACHABLE,
                            "%s cannot be read: %s. Nothing was changed."
                                    .formatted(what, DatabaseFailure.reason(failure)),
                            failure.getSQLState()),
                    failure);
        }
    }
}
