package dev.lifeguard.migrate.dialect.postgresql;

import java.util.regex.Pattern;

/**
 * PostgreSQL's own operators in this library's own statements.
 *
 * <p>Names without a schema are looked up in the search path, for operators too, and one of the
 * path's other schemas wins where its operator or function fits the types better. Whoever may
 * create a function there would have it called with the rights of who runs the migrations. So
 * functions and types are written {@code pg_catalog.f(…)} and {@code ::pg_catalog.int8}, and
 * operators {@code {=}}, which becomes {@code OPERATOR(pg_catalog.=)}.
 *
 * <p>All operators bind alike in that form, tighter than {@code IN} and {@code IS} and looser than
 * {@code ::}: where two meet, parentheses say which is first. What has an operator of its own
 * inside is not used: {@code IN}, {@code LIKE}, {@code BETWEEN}, {@code CASE x WHEN}, {@code
 * NULLIF}, {@code IS DISTINCT FROM}, {@code JOIN … USING}.
 */
public final class PgCatalog {

    private static final Pattern OPERATOR = Pattern.compile("\\{([-+*/<>=~!@#%^&|`?]+)}");

    private PgCatalog() {}

    /** The statement with its operators as the server is to find them. */
    public static String sql(String readable) {
        return OPERATOR.matcher(readable).replaceAll("OPERATOR(pg_catalog.$1)");
    }
}
