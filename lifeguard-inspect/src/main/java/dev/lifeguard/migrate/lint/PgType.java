package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The type of a column.
 *
 * @param name as the catalogue calls it, such as {@code int4}, with its schema only if that is
 *     written and another than pg_catalog
 * @param limits what stands in parentheses behind it
 * @param array whether it is an array of that
 */
record PgType(Name name, List<Long> limits, boolean array) {

    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("int2", "smallint"),
                    Map.entry("int4", "integer"),
                    Map.entry("int8", "bigint"),
                    Map.entry("float4", "real"),
                    Map.entry("float8", "double precision"),
                    Map.entry("bool", "boolean"),
                    Map.entry("bpchar", "char"));

    private static final Map<String, String> SERIALS =
            Map.of(
                    "serial", "int4",
                    "serial4", "int4",
                    "bigserial", "int8",
                    "serial8", "int8",
                    "smallserial", "int2",
                    "serial2", "int2");

    /** Of the extension of that name: text that is compared without case. */
    private static final String CITEXT = "citext";

    /** A type of another name is an extension's or the user's own, which may be a domain. */
    private static final Set<String> BUILT_IN =
            Set.of(
                    ("bit bool box bpchar bytea char cidr circle date float4 float8 int2 int4 int8"
                         + " json jsonb line lseg macaddr macaddr8 money name oid path pg_lsn point"
                         + " polygon time timetz tsquery tsvector uuid xml")
                            .split(" "));

    private static final Set<String> UNLIMITED = Set.of("text", "varchar");

    /** Copies the list. */
    PgType {
        limits = List.copyOf(limits);
    }

    static PgType of(PgNode typeName) {
        Name full = Name.of(typeName.list("names"));
        Name name = full.schema().equals("pg_catalog") ? new Name("", full.name()) : full;
        List<Long> limits = new ArrayList<>();
        for (PgNode limit : typeName.list("typmods")) {
            if (limit.is("A_Const") && limit.has("val")) {
                limit.node("val")
                        .filter(it -> it.is("Integer"))
                        .ifPresent(it -> limits.add(it.number("ival")));
            }
        }
        return new PgType(name, limits, typeName.has("arrayBounds"));
    }

    boolean is(String wanted) {
        return !array && name.schema().isEmpty() && name.name().equals(wanted);
    }

    boolean isSerial() {
        return !array && SERIALS.containsKey(name.name());
    }

    /** What a serial column has for a type; of any other type itself. */
    PgType stored() {
        String stored = SERIALS.get(name.name());
        return stored == null ? this : new PgType(new Name("", stored), List.of(), false);
    }

    /** As SQL writes it. */
    String sql() {
        String word =
                name.schema().isEmpty() && WORDS.containsKey(name.name())
                        ? WORDS.get(name.name())
                        : name.sql();
        String behind =
                limits.isEmpty()
                        ? ""
                        : limits.stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ", "(", ")"));
        return (word.equals("\"char\"") ? "char" : word) + behind + (array ? "[]" : "");
    }

    /**
     * Whether a change from a type to this one leaves the rows as they are, where the time zone is
     * UTC. Executed on PostgreSQL 14 to 18.
     */
    boolean isFreeFrom(PgType old) {
        if (equals(old)) {
            return true;
        }
        if (array || old.array() || !name.schema().isEmpty() || !old.name().schema().isEmpty()) {
            return false;
        }
        String from = old.name().name();
        return switch (name.name()) {
            case "text" -> UNLIMITED.contains(from) || from.equals(CITEXT);
            case CITEXT -> UNLIMITED.contains(from);
            case "varchar" ->
                    from.equals(CITEXT)
                            ? limits.isEmpty()
                            : UNLIMITED.contains(from)
                                    && (limits.isEmpty()
                                            || (!old.limits().isEmpty()
                                                    && limits.getFirst()
                                                            >= old.limits().getFirst()));
            case "numeric" -> from.equals("numeric") && widensNumeric(old);
            case "varbit" -> from.equals("varbit") && widens(old);
            case "timestamp", "timestamptz" -> isTime(from) && widens(old);
            case "time", "interval" -> from.equals(name.name()) && widens(old);
            case "inet" -> from.equals("cidr");
            default -> false;
        };
    }

    /** Whether indexes of the one are none of the other, where the values are the same. */
    boolean sortsOtherwiseThan(PgType old) {
        return name.name().equals(CITEXT) != old.name().name().equals(CITEXT);
    }

    /** Whether it is free in UTC alone. */
    boolean needsUtcFrom(PgType old) {
        return isFreeFrom(old) && isTime(name.name()) && !name.equals(old.name());
    }

    /** Whether it may be free, as long as the old type is not known. */
    boolean mayBeFree() {
        return !array
                && switch (name.name()) {
                    case "text",
                            "varchar",
                            CITEXT,
                            "numeric",
                            "varbit",
                            "timestamp",
                            "timestamptz",
                            "time",
                            "interval",
                            "inet" ->
                            true;
                    default -> !name.schema().isEmpty() || !BUILT_IN.contains(name.name());
                };
    }

    private static boolean isTime(String type) {
        return type.equals("timestamp") || type.equals("timestamptz");
    }

    private boolean widens(PgType old) {
        return limits.isEmpty()
                || (!old.limits().isEmpty() && limits.getFirst() >= old.limits().getFirst());
    }

    private boolean widensNumeric(PgType old) {
        return limits.isEmpty()
                || (!old.limits().isEmpty()
                        && limits.getFirst() >= old.limits().getFirst()
                        && scale() == old.scale());
    }

    private long scale() {
        return limits.size() > 1 ? limits.get(1) : 0;
    }
}
