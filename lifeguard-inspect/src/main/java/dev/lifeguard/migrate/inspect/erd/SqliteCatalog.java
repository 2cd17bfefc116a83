package dev.lifeguard.migrate.inspect.erd;

import java.util.List;
import java.util.function.UnaryOperator;

/** What SQLite is asked: https://www.sqlite.org/pragma.html. */
final class SqliteCatalog {

    private static final String SHOWN =
            """
            t.schema = 'main' AND t.type IN ('table', 'virtual')
            AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
            """;

    /**
     * A primary key may have nulls in it, but for the number of a row and for tables without one or
     * with strict types:
     * https://www.sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls.
     */
    private static final String COLUMNS =
            """
            SELECT t.schema, t.name, x.name, x.type,
                x."notnull" = 0 AND NOT (x.pk > 0 AND (t.wr OR t.strict OR (
                    upper(x.type) = 'INTEGER' AND
                    (SELECT count(*) FROM pragma_table_xinfo(t.name) o WHERE o.pk > 0) = 1))),
                x.hidden IN (2, 3)
            FROM pragma_table_list t LEFT JOIN pragma_table_xinfo(t.name) x ON x.hidden <> 1
            WHERE
            """
                    + SHOWN
                    + "ORDER BY t.name, x.cid";

    private static final String KEYS =
            """
            SELECT t.schema, t.name, '', 'P', x.name, x.pk AS at
            FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) x ON x.pk > 0
            WHERE
            """
                    + SHOWN
                    + """
                    UNION ALL
                    SELECT t.schema, t.name, i.name, 'U', c.name, c.seqno
                    FROM pragma_table_list t
                    JOIN pragma_index_list(t.name) i
                        ON i."unique" AND NOT i.partial AND i.origin <> 'pk'
                    JOIN pragma_index_info(i.name) c
                    WHERE
                    """
                    + SHOWN
                    + "ORDER BY 1, 2, 3, 6";

    /** The parent as it is written where it was made, if it is there. */
    private static final String REFERENCES =
            """
            SELECT t.schema, t.name, f.id, f."from", 'main', COALESCE(
                (SELECT p.name FROM pragma_table_list p
                    WHERE p.schema = 'main' AND p.name = f."table" COLLATE NOCASE), f."table")
            FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
            WHERE
            """
                    + SHOWN
                    + "ORDER BY t.name, f.id, f.seq";

    static final CatalogQuestions QUESTIONS =
            new CatalogQuestions(
                    "SELECT 'main'",
                    List.of(),
                    COLUMNS,
                    KEYS,
                    REFERENCES,
                    UnaryOperator.identity());

    private SqliteCatalog() {}
}
