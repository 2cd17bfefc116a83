package dev.lifeguard.migrate.dialect.h2;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a table is walked on H2. */
final class H2BatchKeys implements BatchKeySql {

    @Override
    public BoundSql columns(String table) {
        List<String> name = parts(table);
        return BoundSql.of(
                """
                SELECT c.COLUMN_NAME,
                       CASE WHEN c.DATA_TYPE IN ('NUMERIC', 'DECIMAL')
                            THEN 'NUMERIC(' || c.NUMERIC_PRECISION || ', ' || c.NUMERIC_SCALE || ')'
                            WHEN c.DATA_TYPE LIKE 'TIMESTAMP%' OR c.DATA_TYPE LIKE 'TIME%'
                            THEN regexp_replace(c.DATA_TYPE, '^(TIMESTAMP|TIME)', '$1(9)')
                            ELSE c.DATA_TYPE END,
                       c.IS_NULLABLE = 'YES'
                FROM INFORMATION_SCHEMA.COLUMNS c
                WHERE c.TABLE_SCHEMA = coalesce(CAST(? AS VARCHAR), CURRENT_SCHEMA)
                AND c.TABLE_NAME = ?
                ORDER BY c.ORDINAL_POSITION
                """,
                name.size() > 1 ? name.getFirst() : null, name.getLast());
    }

    @Override
    public BoundSql uniqueIndexes(String table) {
        List<String> name = parts(table);
        return BoundSql.of(
                """
                SELECT i.INDEX_NAME, k.COLUMN_NAME, CAST(NULL AS VARCHAR)
                FROM INFORMATION_SCHEMA.INDEXES i
                JOIN INFORMATION_SCHEMA.INDEX_COLUMNS k
                    ON k.INDEX_SCHEMA = i.INDEX_SCHEMA AND k.INDEX_NAME = i.INDEX_NAME
                WHERE i.TABLE_SCHEMA = coalesce(CAST(? AS VARCHAR), CURRENT_SCHEMA)
                AND i.TABLE_NAME = ?
                AND i.INDEX_TYPE_NAME IN ('PRIMARY KEY', 'UNIQUE INDEX')
                ORDER BY i.INDEX_TYPE_NAME, i.INDEX_NAME, k.ORDINAL_POSITION
                """,
                name.size() > 1 ? name.getFirst() : null,
                name.getLast());
    }

    /** Names around dots, without their quotes; one that has none is in capitals. */
    private static List<String> parts(String table) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < table.length(); at++) {
            char character = table.charAt(at);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(quoted ? "" + character : ("" + character).toUpperCase(Locale.ROOT));
            }
        }
        parts.add(part.toString());
        return parts;
    }

    @Override
    public Optional<String> refusal(String type) {
        return type.startsWith("BINARY") || type.contains("LARGE OBJECT") || type.equals("ENUM")
                ? Optional.of("values of the type %s are no key here".formatted(type))
                : Optional.empty();
    }

    @Override
    public String read(String column, String type) {
        return "CAST(%s AS VARCHAR)".formatted(column);
    }

    @Override
    public String literal(String type, String text) {
        return "CAST('%s' AS %s)".formatted(text.replace("'", "''"), type);
    }
}
