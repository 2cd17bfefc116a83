package dev.lifeguard.migrate.inspect.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column of MariaDB that gets made-up values.
 *
 * @param name without its length
 * @param whole with that; with the labels of an ENUM or a SET
 * @param length in characters or bytes; 0 where it has none
 * @param fraction whether all digits stand behind the point
 * @param allowed what a CHECK lists, as literals
 */
record MariaDbSeededType(
        String name, String whole, long length, boolean fraction, List<String> allowed) {

    private static final Pattern LITERAL =
            Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'|-?[0-9]+(?:\\.[0-9]+)?");

    MariaDbSeededType {
        allowed = List.copyOf(allowed);
    }

    /**
     * What CHECKs list for a column.
     *
     * @param checks as the server writes them, names in backticks
     */
    static List<String> allowed(String column, String checks) {
        String name = Pattern.quote("`" + column.replace("`", "``") + "`");
        if (Pattern.compile("json_valid\\(" + name + "\\)").matcher(checks).find()) {
            return List.of("'{}'");
        }
        Matcher found =
                Pattern.compile(name + " (?:in \\(([^()]*)\\)|= ('[^']*'))").matcher(checks);
        return found.find()
                ? literals(found.group(1) == null ? found.group(2) : found.group(1))
                : List.of();
    }

    private static List<String> literals(String text) {
        List<String> literals = new ArrayList<>();
        Matcher literal = LITERAL.matcher(text);
        while (literal.find()) {
            literals.add(literal.group());
        }
        return literals;
    }

    /**
     * A value as a literal.
     *
     * @param row its number from 1 to 9; values of two rows differ where the type has so many
     */
    String value(int row) {
        if (!allowed.isEmpty()) {
            return allowed.get((row - 1) % allowed.size());
        }
        return switch (name) {
            case "enum", "set" -> {
                List<String> labels = literals(whole);
                yield labels.get((row - 1) % labels.size());
            }
            case "bit" -> Integer.toString(row % 2);
            case "year" -> "202" + row;
            case "date" -> "'2020-01-0%s'".formatted(row);
            case "datetime", "timestamp" -> "'2020-01-0%s 00:00:00'".formatted(row);
            case "time" -> "'00:00:0%s'".formatted(row);
            case "uuid" -> "'00000000-0000-4000-8000-00000000000%s'".formatted(row);
            case "inet4" -> "'192.0.2.%s'".formatted(row);
            case "inet6" -> "'2001:db8::%s'".formatted(row);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                    "x'0%s'".formatted(row);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                    "'%s'".formatted(shortened("a" + row));
            case "decimal" -> (fraction ? "0." : "") + row;
            case "json" -> "'{}'";
            default -> spatialOrNumber(row);
        };
    }

    private String spatialOrNumber(int row) {
        String point = "1 " + row;
        String shape =
                switch (name) {
                    case "point", "geometry" -> "POINT(%s)".formatted(point);
                    case "linestring" -> "LINESTRING(0 0, %s)".formatted(point);
                    case "polygon" -> "POLYGON((0 0, 0 9, %s, 0 0))".formatted(point);
                    case "multipoint" -> "MULTIPOINT(0 0, %s)".formatted(point);
                    case "multilinestring" -> "MULTILINESTRING((0 0, %s))".formatted(point);
                    case "multipolygon" -> "MULTIPOLYGON(((0 0, 0 9, %s, 0 0)))".formatted(point);
                    case "geometrycollection" -> "GEOMETRYCOLLECTION(POINT(%s))".formatted(point);
                    default -> "";
                };
        return shape.isEmpty() ? Integer.toString(row) : "ST_GeomFromText('%s')".formatted(shape);
    }

    /** The end of a text that a column of so many characters takes. */
    private String shortened(String text) {
        return length < text.length() ? text.substring(text.length() - (int) length) : text;
    }
}
