package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks up in {@code information_schema} what a statement names, on MariaDB, MySQL and H2. */
public abstract class Catalogue {

    /** A condition, or an expression, and the values of its parameters. */
    public record Part(String sql, List<@Nullable Object> values) {}

    /** One row: how many tables are there that it would stand in, and how often it is there. */
    public final BoundSql count(CatalogName wanted) {
        List<@Nullable Object> values = new ArrayList<>();
        String parent = "1";
        if (wanted.kind() == CatalogName.Kind.COLUMN) {
            parent = counted("tables", tableOf(wanted), values);
        }
        String there =
                switch (wanted.kind()) {
                    case TABLE -> counted("tables", table(wanted.schema(), wanted.name()), values);
                    case COLUMN ->
                            counted("columns", and(tableOf(wanted), column(wanted.name())), values);
                    case INDEX -> counted(indexes(), index(wanted), values);
                    case DATABASE ->
                            counted(
                                    "schemata",
                                    new Part("SCHEMA_NAME = ?", List.of(bare(wanted.name()))),
                                    values);
                    case TABLESPACE, SUBSCRIPTION ->
                            throw new IllegalArgumentException("%s is none".formatted(wanted));
                };
        // A script on MariaDB may have set sql_select_limit, which a LIMIT outranks.
        return new BoundSql("SELECT %s, %s LIMIT 1".formatted(parent, there), values);
    }

    private static String counted(String view, Part condition, List<@Nullable Object> values) {
        values.addAll(condition.values());
        // In capitals, since H2 may be told to mind the case of names.
        return "(SELECT count(*) FROM INFORMATION_SCHEMA.%s WHERE %s)"
                .formatted(view.toUpperCase(Locale.ROOT), condition.sql());
    }

    /** The condition on the table that a column or an index names. */
    protected final Part tableOf(CatalogName wanted) {
        String table = wanted.table();
        if (table == null) {
            throw new IllegalArgumentException("%s names no table".formatted(wanted));
        }
        return table(wanted.schema(), table);
    }

    protected static Part and(Part one, Part other) {
        List<@Nullable Object> values = new ArrayList<>(one.values());
        values.addAll(other.values());
        return new Part(one.sql() + " AND " + other.sql(), values);
    }

    /** The condition on a table as it is written, where null is the schema resolved first. */
    protected abstract Part table(@Nullable String schema, String table);

    /** The condition on a column as it is written. */
    protected abstract Part column(String column);

    /** The view with the indexes. */
    protected abstract String indexes();

    /** The condition on an index. */
    protected abstract Part index(CatalogName wanted);

    public static boolean isQuoted(String written) {
        return written.startsWith("\"") || written.startsWith("`");
    }

    /** The name without its quotes. */
    public static String bare(String written) {
        if (!isQuoted(written)) {
            return written;
        }
        String quote = written.substring(0, 1);
        return written.substring(1, written.length() - 1).replace(quote + quote, quote);
    }
}
