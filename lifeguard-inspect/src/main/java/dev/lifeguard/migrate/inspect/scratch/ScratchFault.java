package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** What all scratch databases have alike. */
final class ScratchFault {

    /** What the names of all of them begin with. */
    static final String PREFIX = "lifeguard_scratch_";

    private ScratchFault() {}

    /** A part of a name that no other has. */
    static String unique() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /**
     * The error of a server.
     *
     * @param what the beginning of the sentence
     */
    static DatabaseUnreachableException of(String what, SQLException failure) {
        return of(what, failure, "");
    }

    /**
     * The same with what to do.
     *
     * @param advice sentences, or empty
     */
    static DatabaseUnreachableException of(String what, SQLException failure, String advice) {
        return new DatabaseUnreachableException(
                ErrorDetail.ofServer(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "%s: %s.%s"
                                .formatted(
                                        what, said(failure), advice.isEmpty() ? "" : " " + advice),
                        failure.getSQLState()),
                failure);
    }

    /** Without the number that MariaDB's driver puts in front. */
    private static String said(SQLException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString())
                .replaceFirst("^\\(conn=[0-9]+\\) ", "");
    }
}
