package dev.lifeguard.migrate.lint;

/**
 * What is asked of PostgreSQL's catalogue about types. Each takes a name, and twice its schema,
 * which is empty for the type that the search path finds.
 */
final class TypeQueries {

    private static final String NAMED =
            """
            t.typname {=} ?::pg_catalog.name
            AND (n.nspname {=} ?::pg_catalog.name
                 OR (?::pg_catalog.text {=} '' AND pg_catalog.pg_type_is_visible(t.oid)))
            """;

    /** The domain itself and those that it is made of. */
    static final String CONSTRAINED_DOMAIN =
            """
            WITH RECURSIVE below(id) AS (
              SELECT t.oid FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid {=} t.typnamespace
              WHERE t.typtype {=} 'd' AND %s
              UNION ALL
              SELECT t.typbasetype FROM below
              JOIN pg_catalog.pg_type t ON t.oid {=} below.id
              WHERE t.typtype {=} 'd')
            SELECT 1 FROM below JOIN pg_catalog.pg_type t ON t.oid {=} below.id
            WHERE t.typtype {=} 'd' AND (t.typnotnull OR EXISTS (
              SELECT FROM pg_catalog.pg_constraint c WHERE c.contypid {=} t.oid))
            """
                    .formatted(NAMED);

    /** Of the domain itself and those that are made of it. */
    static final String TABLES_OF_DOMAIN =
            """
            WITH RECURSIVE above(id) AS (
              SELECT t.oid FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid {=} t.typnamespace
              WHERE t.typtype {=} 'd' AND %s
              UNION ALL
              SELECT t.oid FROM above
              JOIN pg_catalog.pg_type t ON t.typbasetype {=} above.id
              WHERE t.typtype {=} 'd')
            SELECT DISTINCT n.nspname, c.relname FROM above
            JOIN pg_catalog.pg_attribute a ON a.atttypid {=} above.id
            JOIN pg_catalog.pg_class c ON c.oid {=} a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
            WHERE NOT a.attisdropped AND c.relkind {=} ANY ('{r,p,m}'::pg_catalog."char"[])
            ORDER BY n.nspname, c.relname
            """
                    .formatted(NAMED);

    static final String ENUM_VALUE =
            """
            SELECT 1 FROM pg_catalog.pg_enum e
            JOIN pg_catalog.pg_type t ON t.oid {=} e.enumtypid
            JOIN pg_catalog.pg_namespace n ON n.oid {=} t.typnamespace
            WHERE %s AND e.enumlabel {=} ?::pg_catalog.name
            """
                    .formatted(NAMED);

    private TypeQueries() {}
}
