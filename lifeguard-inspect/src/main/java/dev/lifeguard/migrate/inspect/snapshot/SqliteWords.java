package dev.lifeguard.migrate.inspect.snapshot;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of SQLite: https://www.sqlite.org/lang_keywords.html. */
final class SqliteWords {

    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_\\x{80}-\\x{10ffff}][\\w$\\x{80}-\\x{10ffff}]*+");

    /** Those that are never a name without quotes. */
    private static final Set<String> RESERVED =
            words(
                    """
                    ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT CONSTRAINT
                    CREATE CROSS DEFAULT DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE EXISTS FILTER
                    FOREIGN FROM FULL GROUP HAVING IN INDEX INDEXED INNER INSERT INTERSECT INTO IS
                    ISNULL JOIN LEFT LIMIT NATURAL NOT NOTHING NOTNULL NULL ON OR ORDER OUTER OVER
                    PRIMARY REFERENCES RETURNING RIGHT SELECT SET TABLE THEN TO TRANSACTION UNION
                    UNIQUE UPDATE USING VALUES WHEN WHERE WINDOW EXCEPT
                    """);

    /** Those that are one where nothing else can stand. */
    private static final Set<String> SOMETIMES =
            words(
                    """
                    ABORT ACTION AFTER ALWAYS ANALYZE ANY ASC ATTACH BEFORE BEGIN BY CASCADE CAST
                    COLUMN CONFLICT CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE
                    DEFERRED DESC DETACH DO EACH END EXCLUDE EXCLUSIVE EXPLAIN FAIL FALSE FIRST
                    FOLLOWING FOR GENERATED GLOB GROUPS IF IGNORE IMMEDIATE INITIALLY INSTEAD KEY
                    LAST LIKE MATCH MATERIALIZED NO NULLS OF OFFSET OTHERS PARTITION PLAN PRAGMA
                    PRECEDING QUERY RAISE RANGE RECURSIVE REGEXP REINDEX RELEASE RENAME REPLACE
                    RESTRICT ROLLBACK ROW ROWS SAVEPOINT TEMP TEMPORARY TIES TRIGGER TRUE UNBOUNDED
                    VACUUM VIEW VIRTUAL WITH WITHIN WITHOUT
                    """);

    /** Words with a parenthesis behind them that are functions, or look like them. */
    private static final Set<String> CALLED = words("CAST GLOB IF LIKE MATCH RAISE REGEXP REPLACE");

    /** The collations that SQLite brings. */
    private static final Set<String> COLLATIONS = Set.of("BINARY", "NOCASE", "RTRIM");

    private SqliteWords() {}

    private static Set<String> words(String list) {
        return Set.of(list.trim().split("\\s+"));
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }

    static boolean isKeyword(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return RESERVED.contains(upper) || SOMETIMES.contains(upper);
    }

    /** Whether a parenthesis behind it belongs to it, as that of a function does. */
    static boolean isCalled(String word) {
        return CALLED.contains(word.toUpperCase(Locale.ROOT)) || !isKeyword(word);
    }

    /** What two names have alike that SQLite takes for the same: it folds ASCII only. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        name.chars()
                .map(each -> each >= 'A' && each <= 'Z' ? each + 32 : each)
                .forEach(each -> folded.append((char) each));
        return folded.toString();
    }

    /** A name in SQL, in quotes where it needs them. */
    static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !isKeyword(name)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The name of a collation in SQL. */
    static String collation(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return COLLATIONS.contains(upper) ? upper : quoted(name);
    }
}
