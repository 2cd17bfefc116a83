package dev.lifeguard.migrate.dialect.h2;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.plain.Catalogue.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a table is walked on H2. */
final class H2BatchKeys implements BatchKeySql {

    @Override
    public BoundSql columns(String table) {
        return named(
                table,
                """
                SELECT c.COLUMN_NAME,
                       CASE WHEN c.DATA_TYPE IN ('NUMERIC', 'DECIMAL')
                            THEN 'NUMERIC(' || c.NUMERIC_PRECISION || ', ' || c.NUMERIC_SCALE || ')'
                            WHEN c.DATA_TYPE LIKE 'TIMESTAMP%' OR c.DATA_TYPE LIKE 'TIME%'
                            THEN regexp_replace(c.DATA_TYPE, '^(TIMESTAMP|TIME)', '$1(9)')
                            WHEN c.DATA_TYPE = 'CHARACTER'
                            THEN 'CHARACTER(' || c.CHARACTER_MAXIMUM_LENGTH || ')'
                            ELSE c.DATA_TYPE END,
                       c.IS_NULLABLE = 'YES', CAST(NULL AS VARCHAR)
                FROM INFORMATION_SCHEMA.COLUMNS c
                WHERE {table}
                ORDER BY c.ORDINAL_POSITION
                """);
    }

    @Override
    public BoundSql uniqueIndexes(String table) {
        return named(
                table,
                """
                SELECT i.INDEX_NAME, k.COLUMN_NAME, CAST(NULL AS VARCHAR)
                FROM (SELECT * FROM INFORMATION_SCHEMA.INDEXES WHERE {table}) i
                JOIN INFORMATION_SCHEMA.INDEX_COLUMNS k
                    ON k.INDEX_SCHEMA = i.INDEX_SCHEMA AND k.INDEX_NAME = i.INDEX_NAME
                WHERE i.INDEX_TYPE_NAME IN ('PRIMARY KEY', 'UNIQUE INDEX')
                ORDER BY i.INDEX_TYPE_NAME, i.INDEX_NAME, k.ORDINAL_POSITION
                """);
    }

    private static BoundSql named(String table, String sql) {
        List<String> name = parts(table);
        Part part =
                new H2Catalogue().table(name.size() > 1 ? name.getFirst() : null, name.getLast());
        return new BoundSql(sql.replace("{table}", part.sql()), part.values());
    }

    /** Names around dots, as they are written. */
    private static List<String> parts(String table) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < table.length(); at++) {
            char character = table.charAt(at);
            quoted ^= character == '"';
            if (character == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
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
