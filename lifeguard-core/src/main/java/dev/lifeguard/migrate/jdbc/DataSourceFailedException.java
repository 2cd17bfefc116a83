package dev.lifeguard.migrate.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Code of the application's data source failed, or gave null: no driver and no server said
 * anything.
 */
final class DataSourceFailedException extends SQLException {

    private static final long serialVersionUID = 1L;

    private DataSourceFailedException(String what, Throwable thrown) {
        super(what, thrown);
    }

    /** What it threw; where a driver's or the network's failure is below that, it is that one. */
    static SQLException of(DataSource dataSource, Throwable thrown) {
        boolean below =
                Stream.iterate(thrown, at -> at != null, Throwable::getCause)
                        .anyMatch(at -> at instanceof SQLException || at instanceof IOException);
        String what = "the data source %s failed: %s".formatted(name(dataSource), thrown);
        return below ? new SQLException(what, thrown) : new DataSourceFailedException(what, thrown);
    }

    /** It gave null. */
    static SQLException ofNull(DataSource dataSource) {
        return new DataSourceFailedException(
                "the data source %s gave null in place of a connection".formatted(name(dataSource)),
                new NullPointerException("getConnection()"));
    }

    private static String name(DataSource dataSource) {
        return dataSource.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
    }
}
