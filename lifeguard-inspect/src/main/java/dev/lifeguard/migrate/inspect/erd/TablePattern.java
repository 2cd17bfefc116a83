package dev.lifeguard.migrate.inspect.erd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Globs over the names of tables, of which one has to fit; capitals count like small letters.
 *
 * <p>{@code *} stands for any characters and {@code ?} for one. With a dot in it, a glob is for
 * {@code schema.table}, or for a table with a dot in its name; else for a table of any schema.
 */
public final class TablePattern implements Predicate<TableName> {

    private record Glob(Pattern pattern, Scope scope) {}

    private enum Scope {
        TABLE,
        SCHEMA_AND_TABLE
    }

    private final List<Glob> globs = new ArrayList<>();

    private TablePattern() {}

    /** Those that a text names, with commas between them. */
    public static TablePattern of(String text) {
        TablePattern pattern = new TablePattern();
        for (String glob : text.split(",", -1)) {
            String one = glob.strip();
            if (!one.isEmpty()) {
                pattern.globs.add(
                        new Glob(
                                compiled(one),
                                one.contains(".") ? Scope.SCHEMA_AND_TABLE : Scope.TABLE));
            }
        }
        return pattern;
    }

    private static Pattern compiled(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .forEach(
                        point ->
                                regex.append(
                                        switch (point) {
                                            case '*' -> ".*";
                                            case '?' -> ".";
                                            default -> Pattern.quote(Character.toString(point));
                                        }));
        return Pattern.compile(
                regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Whether it has no glob at all. */
    public boolean isEmpty() {
        return globs.isEmpty();
    }

    @Override
    public boolean test(TableName table) {
        return globs.stream().anyMatch(glob -> fits(glob, table));
    }

    private static boolean fits(Glob glob, TableName table) {
        return switch (glob.scope()) {
            case TABLE -> glob.pattern().matcher(table.name()).matches();
            case SCHEMA_AND_TABLE ->
                    glob.pattern().matcher(table.schema() + "." + table.name()).matches()
                            || glob.pattern().matcher(table.name()).matches();
        };
    }
}
