package dev.lifeguard.migrate.inspect.erd;

import java.util.List;
import java.util.function.UnaryOperator;

/** What MariaDB's and MySQL's catalogue is asked about the database of the URL. */
final class MariaDbCatalog {

    private static final String COLUMNS =
            """
            SELECT t.TABLE_SCHEMA, t.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE,
                c.IS_NULLABLE = 'YES', COALESCE(c.GENERATION_EXPRESSION, '') <> ''
            FROM information_schema.TABLES t
            LEFT JOIN information_schema.COLUMNS c
                ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
            WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
            ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION
            """;

    private static final String KEYS =
            """
            SELECT s.TABLE_SCHEMA, s.TABLE_NAME, s.INDEX_NAME,
                CASE s.INDEX_NAME WHEN 'PRIMARY' THEN 'P' ELSE 'U' END, s.COLUMN_NAME
            FROM information_schema.STATISTICS s
            WHERE s.TABLE_SCHEMA = DATABASE() AND s.NON_UNIQUE = 0
            ORDER BY s.TABLE_NAME, s.INDEX_NAME, s.SEQ_IN_INDEX
            """;

    private static final String REFERENCES =
            """
            SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME,
                k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME
            FROM information_schema.KEY_COLUMN_USAGE k
            WHERE k.TABLE_SCHEMA = DATABASE() AND k.REFERENCED_TABLE_NAME IS NOT NULL
            ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION
            """;

    static final CatalogQuestions QUESTIONS =
            new CatalogQuestions(
                    "SELECT DATABASE()",
                    List.of(),
                    COLUMNS,
                    KEYS,
                    REFERENCES,
                    UnaryOperator.identity());

    private MariaDbCatalog() {}
}
