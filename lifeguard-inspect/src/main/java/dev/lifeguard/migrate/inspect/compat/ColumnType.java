package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Set;

/**
 * A type with its length or precision.
 *
 * @param name without them, as {@code character varying}
 * @param modifier {@code atttypmod}; -1 where there is none
 */
record ColumnType(String name, int modifier) {

    private static final int HEADER = 4;
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Set<String> MOMENTS =
            Set.of("timestamp without time zone", "timestamp with time zone");

    /** Whether every value of another type has its place in this one. */
    boolean takesAllOf(ColumnType other) {
        if (name.equals(other.name)) {
            return takesModifierOf(other);
        }
        return switch (name) {
            case "text" -> isText(other);
            case "character varying" ->
                    isText(other)
                            && (modifier < 0
                                    || (other.modifier >= 0 && modifier >= other.modifier));
            case "numeric" -> isNumber(other) && modifier < 0;
            case "double precision" -> other.name.equals("real") || isInteger(other, "integer");
            case "real" -> isInteger(other, "smallint");
            case "integer", "bigint" -> isInteger(other, name);
            case "timestamp without time zone", "timestamp with time zone" ->
                    MOMENTS.contains(other.name) || other.name.equals("date");
            case "inet" -> other.name.equals("cidr");
            case "jsonb" -> other.name.equals("json");
            case "json" -> other.name.equals("jsonb");
            default -> false;
        };
    }

    /** Whether whoever read the other one can read this one, as far as its values fit. */
    boolean readsLike(ColumnType other) {
        return name.equals(other.name)
                || (isText(this) && isText(other))
                || (INTEGERS.contains(name) && INTEGERS.contains(other.name));
    }

    /** For people. */
    String said() {
        if (modifier < 0) {
            return name;
        }
        return switch (name) {
            case "numeric" -> "numeric(%s,%s)".formatted(precision(), scale());
            case "character varying", "character" -> "%s(%s)".formatted(name, modifier - HEADER);
            default -> name;
        };
    }

    private boolean takesModifierOf(ColumnType other) {
        if (modifier < 0 || modifier == other.modifier) {
            return true;
        }
        return switch (name) {
            case "numeric" ->
                    other.modifier >= 0
                            && scale() >= other.scale()
                            && precision() - scale() >= other.precision() - other.scale();
            case "character varying", "character", "bit varying" ->
                    other.modifier >= 0 && modifier > other.modifier;
            case "bit" -> false;
            default -> true;
        };
    }

    private int precision() {
        return ((modifier - HEADER) >> 16) & 0xffff;
    }

    /** Eleven bits with a sign, since 15. */
    private int scale() {
        return (((modifier - HEADER) & 0x7ff) ^ 1024) - 1024;
    }

    private static boolean isText(ColumnType type) {
        return type.name.equals("text")
                || type.name.equals("character varying")
                || type.name.equals("character");
    }

    private static boolean isNumber(ColumnType type) {
        return INTEGERS.contains(type.name) || type.name.equals("numeric");
    }

    private static boolean isInteger(ColumnType type, String greatest) {
        int place = INTEGERS.indexOf(type.name);
        return place >= 0 && place <= INTEGERS.indexOf(greatest);
    }
}
