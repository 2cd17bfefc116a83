package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.takeover.ForeignRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as it was read: each value is a text, a number, a truth, a moment or bytes. */
final class ReadRow implements ForeignRow {

    /** A number above it counts milliseconds: as seconds it would be in the year 5138. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private static final int NANOS = 1_000_000_000;

    private final String place;
    private final Map<String, @Nullable Object> values;

    private ReadRow(String place, Map<String, @Nullable Object> values) {
        this.place = place;
        this.values = values;
    }

    /**
     * The row that a result is at.
     *
     * @param place what messages call what it is of, for the middle of a sentence
     */
    static ReadRow of(String place, ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int at = 1; at <= columns.getColumnCount(); at++) {
            values.put(columns.getColumnLabel(at).toLowerCase(Locale.ROOT), value(row, at));
        }
        return new ReadRow(place, values);
    }

    private static @Nullable Object value(ResultSet row, int at) throws SQLException {
        Object value = row.getObject(at);
        return switch (value) {
            case null -> null;
            case Timestamp moment -> moment.toInstant();
            case OffsetDateTime moment -> moment.toInstant();
            case LocalDateTime moment -> moment.atZone(ZoneId.systemDefault()).toInstant();
            case Boolean truth -> truth;
            case Number number -> number;
            case byte[] bytes -> bytes;
            case Blob large -> row.getBytes(at);
            case Clob large -> row.getString(at);
            default -> row.getString(at);
        };
    }

    @Override
    public @Nullable String text(String column) {
        Object value = value(column);
        return value == null ? null : text(value);
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : value.toString();
    }

    @Override
    public @Nullable Long number(String column) {
        try {
            return switch (value(column)) {
                case null -> null;
                case Boolean truth -> truth ? 1L : 0L;
                case Number number -> new BigDecimal(number.toString()).longValueExact();
                case String text -> Long.valueOf(text.strip());
                case Object other -> throw none(column, "whole number", text(other));
            };
        } catch (ArithmeticException | NumberFormatException invalid) {
            throw none(column, "whole number", String.valueOf(text(column)));
        }
    }

    @Override
    public @Nullable Boolean flag(String column) {
        return switch (value(column)) {
            case null -> null;
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case byte[] bit -> bit.length > 0 && bit[bit.length - 1] != 0;
            case String text when text.matches("(?i)t|true|1|y|yes") -> true;
            case String text when text.matches("(?i)f|false|0|n|no") -> false;
            case Object other -> throw none(column, "truth value", text(other));
        };
    }

    @Override
    public @Nullable Instant time(String column) {
        try {
            return switch (value(column)) {
                case null -> null;
                case Instant moment -> moment;
                case Number number -> moment(new BigDecimal(number.toString()));
                case String text -> moment(text.strip());
                case Object other -> throw none(column, "moment", text(other));
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException invalid) {
            throw none(column, "moment", String.valueOf(text(column)));
        }
    }

    private static Instant moment(BigDecimal number) {
        if (number.abs().compareTo(BigDecimal.valueOf(MOST_SECONDS)) > 0) {
            return Instant.ofEpochMilli(number.longValue());
        }
        long seconds = number.longValue();
        BigDecimal part = number.subtract(BigDecimal.valueOf(seconds));
        return Instant.ofEpochSecond(seconds, part.multiply(BigDecimal.valueOf(NANOS)).longValue());
    }

    /** A text is a database's without moments, which keeps them in UTC. */
    private static Instant moment(String text) {
        if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return moment(new BigDecimal(text));
        }
        String iso = text.replaceFirst(" ", "T").replaceFirst("([+-][0-9]{2})$", "$1:00");
        return iso.matches(".*(Z|[+-][0-9:]{5})")
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        .toInstant(ZoneOffset.UTC);
    }

    @Override
    public byte @Nullable [] bytes(String column) {
        return switch (value(column)) {
            case null -> null;
            case byte[] bytes -> bytes.clone();
            case Object other -> other.toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private @Nullable Object value(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("No column \"%s\" was read".formatted(column));
        }
        return values.get(name);
    }

    private ConfigurationException none(String column, String kind, Object value) {
        return TableFault.ofAnotherKind(
                "\"%s\" in the column \"%s\" of %s".formatted(value, column, place), kind);
    }
}
