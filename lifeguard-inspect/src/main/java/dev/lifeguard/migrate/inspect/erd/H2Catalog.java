package dev.lifeguard.migrate.inspect.erd;

import java.util.List;

/** What H2's catalogue is asked: https://www.h2database.com/html/systemtables.html. */
final class H2Catalog {

    /** Its name is in small letters where the database writes all names so. */
    private static final String USUAL =
            """
            SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA
            WHERE UPPER(SCHEMA_NAME) = 'PUBLIC'
            """;

    private static final String COLUMNS =
            """
            SELECT t.TABLE_SCHEMA, t.TABLE_NAME, c.COLUMN_NAME,
                DATA_TYPE_SQL(c.TABLE_SCHEMA, c.TABLE_NAME, 'TABLE', c.DTD_IDENTIFIER),
                c.IS_NULLABLE = 'YES', c.IS_GENERATED = 'ALWAYS'
            FROM INFORMATION_SCHEMA.TABLES t
            LEFT JOIN INFORMATION_SCHEMA.COLUMNS c
                ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
            WHERE t.TABLE_TYPE = 'BASE TABLE' AND UPPER(t.TABLE_SCHEMA) <> 'INFORMATION_SCHEMA'
            ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME, c.ORDINAL_POSITION
            """;

    private static final String KEYS =
            """
            SELECT i.TABLE_SCHEMA, i.TABLE_NAME, i.INDEX_NAME,
                CASE i.INDEX_TYPE_NAME WHEN 'PRIMARY KEY' THEN 'P' ELSE 'U' END, c.COLUMN_NAME
            FROM INFORMATION_SCHEMA.INDEXES i
            JOIN INFORMATION_SCHEMA.INDEX_COLUMNS c
                ON c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME
                AND c.TABLE_NAME = i.TABLE_NAME
            WHERE c.IS_UNIQUE
            ORDER BY i.TABLE_SCHEMA, i.TABLE_NAME, i.INDEX_NAME, c.ORDINAL_POSITION
            """;

    private static final String REFERENCES =
            """
            SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME,
                p.TABLE_SCHEMA, p.TABLE_NAME
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
            JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k
                ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA
                AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS p
                ON p.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
                AND p.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
            ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION
            """;

    static final CatalogQuestions QUESTIONS =
            new CatalogQuestions(USUAL, List.of(), COLUMNS, KEYS, REFERENCES, H2Catalog::shortType);

    private H2Catalog() {}

    /** The shorter one of two names that H2 has for a type. */
    private static String shortType(String type) {
        return type.replaceFirst("^CHARACTER VARYING", "VARCHAR")
                .replaceFirst("^CHARACTER LARGE OBJECT", "CLOB")
                .replaceFirst("^CHARACTER(?=$|\\()", "CHAR")
                .replaceFirst("^BINARY LARGE OBJECT", "BLOB")
                .replaceFirst("^BINARY VARYING", "VARBINARY");
    }
}
