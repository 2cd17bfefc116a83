package dev.lifeguard.migrate.ddl;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Names and literals as a database writes them. */
public final class DdlText {

    private final UnaryOperator<String> quote;
    private final Backslash backslash;
    private final Times times;

    /** What a backslash in a string is. */
    public enum Backslash {
        /** A character like any other. */
        ORDINARY,
        /** The beginning of an escape. */
        ESCAPE
    }

    /** How a day or a time is written. */
    public enum Times {
        /** With the name of its type before it. */
        TYPED,
        /** As text. */
        PLAIN
    }

    public DdlText(UnaryOperator<String> quote, Backslash backslash) {
        this(quote, backslash, Times.TYPED);
    }

    public DdlText(UnaryOperator<String> quote, Backslash backslash, Times times) {
        this.quote = quote;
        this.backslash = backslash;
        this.times = times;
    }

    /** A name without a schema. */
    public String quote(String name) {
        return quote.apply(name);
    }

    /** A name that may have a schema before a dot. */
    public String qualified(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? quote(name)
                : quote(name.substring(0, dot)) + "." + quote(name.substring(dot + 1));
    }

    /** Names in parentheses. */
    public String list(Collection<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", ", "(", ")"));
    }

    /** The part before the dot, with the dot, or nothing. */
    public static String schemaOf(String name) {
        return name.substring(0, name.indexOf('.') + 1);
    }

    /** A value as SQL. */
    public String literal(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? "TRUE" : "FALSE";
            case Number number -> number.toString();
            case LocalDate date -> timed("DATE", date.toString());
            case LocalTime time -> timed("TIME", time.toString());
            case LocalDateTime time -> timed("TIMESTAMP", time.toString().replace('T', ' '));
            case Instant moment -> string(moment.toString());
            case OffsetDateTime moment -> string(moment.toString());
            case UUID uuid -> string(uuid.toString());
            case Enum<?> one -> string(one.name());
            case CharSequence characters -> string(characters.toString());
            case Character character -> string(character.toString());
            default ->
                    throw new IllegalArgumentException(
                            "A literal of %s has no SQL: use an expression"
                                    .formatted(value.getClass().getName()));
        };
    }

    private String timed(String type, String value) {
        return times == Times.TYPED ? type + " " + string(value) : string(value);
    }

    /** Text in quotes. */
    public String string(String text) {
        String doubled = text.replace("'", "''");
        return backslash == Backslash.ESCAPE
                ? "'" + doubled.replace("\\", "\\\\") + "'"
                : "'" + doubled + "'";
    }

    /** Literals in parentheses. */
    public String literals(Collection<?> values) {
        return values.stream().map(this::literal).collect(Collectors.joining(", ", "(", ")"));
    }
}
