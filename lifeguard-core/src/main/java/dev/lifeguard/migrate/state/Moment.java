package dev.lifeguard.migrate.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reads a moment: a number is microseconds since 1970 in UTC, which no driver's idea of time zones
 * touches; anything else is a timestamp with a time zone.
 */
final class Moment {

    private Moment() {}

    /** Empty for null. */
    static Optional<Instant> read(ResultSet row, String column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof Number micros) {
            return Optional.of(Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS));
        }
        return Optional.ofNullable(
                        value == null ? null : row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
