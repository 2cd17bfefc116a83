package dev.lifeguard.migrate.inspect.compat;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;

/** A column of a statement's rows. */
record ResultColumn(String name, ColumnType type) {

    private static final int HEADER = 4;

    /** What the driver calls types otherwise than SQL does; of a sequence's column another way. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("int2", "smallint"),
                    Map.entry("smallserial", "smallint"),
                    Map.entry("int4", "integer"),
                    Map.entry("serial", "integer"),
                    Map.entry("int8", "bigint"),
                    Map.entry("bigserial", "bigint"),
                    Map.entry("varchar", "character varying"),
                    Map.entry("bpchar", "character"),
                    Map.entry("float4", "real"),
                    Map.entry("float8", "double precision"),
                    Map.entry("timestamp", "timestamp without time zone"),
                    Map.entry("timestamptz", "timestamp with time zone"),
                    Map.entry("bool", "boolean"));

    static ResultColumn of(ResultSetMetaData row, int column) throws SQLException {
        String type = row.getColumnTypeName(column);
        String name = NAMES.getOrDefault(type, type);
        return new ResultColumn(
                row.getColumnLabel(column), new ColumnType(name, modifier(name, row, column)));
    }

    private static int modifier(String type, ResultSetMetaData row, int column)
            throws SQLException {
        int precision = row.getPrecision(column);
        return switch (type) {
            case "numeric" ->
                    precision == 0
                            ? -1
                            : ((precision << 16) | (row.getScale(column) & 0x7ff)) + HEADER;
            case "character varying", "character" ->
                    precision == Integer.MAX_VALUE ? -1 : precision + HEADER;
            default -> -1;
        };
    }
}
