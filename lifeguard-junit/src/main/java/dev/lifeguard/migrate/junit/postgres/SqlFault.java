package dev.lifeguard.migrate.junit.postgres;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.sql.SQLException;

/** What a server answers in other cases than success. */
final class SqlFault {

    /** PostgreSQL manual, appendix A: duplicate_database. */
    private static final String DUPLICATE = "42P04";

    /** unique_violation, of the catalogue itself where two make a name at the same time. */
    private static final String UNIQUE = "23505";

    /** invalid_catalog_name: there is no such database. */
    static final String MISSING = "3D000";

    /** object_in_use: somebody is connected to it. */
    static final String IN_USE = "55006";

    private SqlFault() {}

    /** Whether the name of a database is taken. */
    static boolean isDuplicate(SQLException failure) {
        return is(DUPLICATE, failure) || is(UNIQUE, failure);
    }

    static boolean is(String state, SQLException failure) {
        return state.equals(failure.getSQLState());
    }

    /** The error for a server that does not do what is needed. */
    static DatabaseUnreachableException unreachable(String what, SQLException failure) {
        return new DatabaseUnreachableException(
                ErrorDetail.ofServer(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "%s: %s".formatted(what, failure.getMessage()),
                        failure.getSQLState()),
                failure);
    }
}
