package dev.lifeguard.migrate.dialect.h2;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.PlainBatchSql;
import dev.lifeguard.migrate.dialect.plain.PlainSessionSql;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import dev.lifeguard.migrate.dialect.plain.SchemaTables;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** H2 2 and newer, in its regular mode. */
public final class H2Dialect implements Dialect {

    private static final String ISOLATION = "ISOLATION";
    private static final String SCHEMA = "SCHEMA";

    /** The place of {@code t.TABLE_SCHEMA} among the schemas where names are looked up. */
    private static final String PLACE =
            """
            CASE WHEN t.TABLE_SCHEMA = CURRENT_SCHEMA THEN 1
                 WHEN EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SESSION_STATE p
                              WHERE p.STATE_KEY = 'SCHEMA_SEARCH_PATH'
                              AND locate('"' || t.TABLE_SCHEMA || '"', p.STATE_COMMAND) > 0)
                 THEN 2 END\
            """;

    /**
     * A variable that is another value is another thing. A schema search path that was set cannot
     * be none again, but may name the schema that is looked into anyway.
     */
    private static final String KEPT =
            """
            SELECT 'DROP TABLE IF EXISTS "' || replace(TABLE_SCHEMA, '"', '""') || '"."'
                   || replace(TABLE_NAME, '"', '""') || '" CASCADE', NULL
            FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'LOCAL TEMPORARY'
            UNION ALL
            SELECT 'SET @"' || replace(substring(STATE_KEY, 2), '"', '""') || '" NULL /* '
                   || replace(STATE_COMMAND, '*', '') || ' */', NULL
            FROM INFORMATION_SCHEMA.SESSION_STATE WHERE STATE_KEY LIKE '@%'
            UNION ALL
            SELECT 'SET SCHEMA_SEARCH_PATH "' || replace(CURRENT_SCHEMA, '"', '""') || '"', NULL
            FROM INFORMATION_SCHEMA.SESSION_STATE
            WHERE STATE_KEY = 'SCHEMA_SEARCH_PATH'
            AND STATE_COMMAND
                <> 'SET SCHEMA_SEARCH_PATH "' || replace(CURRENT_SCHEMA, '"', '""') || '"'
            """;

    @Override
    public Family family() {
        return Family.H2;
    }

    @Override
    public String productName() {
        return "H2";
    }

    @Override
    public LexerRules lexerRules() {
        return LexerRules.h2();
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }

    /** Source: H2 documentation, class ErrorCode. */
    @Override
    public Condition condition(String sqlState, int vendorCode) {
        return switch (vendorCode) {
            case 42102, 42103, 42104 -> Condition.TABLE_MISSING;
            case 90079 -> Condition.SCHEMA_MISSING;
            case 42122 -> Condition.COLUMN_MISSING;
            case 90107 -> Condition.NEEDED_BY_OTHERS;
            case 23505, 42101, 42121, 90078 -> Condition.ALREADY_THERE;
            case 90040, 90096 -> Condition.FORBIDDEN;
            case 90097 -> Condition.READ_ONLY;
            case 40001, 50200, 90131 -> Condition.BUSY;
            case 22012 -> sqlState.equals("22012") ? Condition.FENCE_CLOSED : Condition.OTHER;
            case 57014 -> Condition.CANCELLED;
            case 28000 -> Condition.LOGIN_REFUSED;
            case 90013, 90124, 90146, 90149 -> Condition.DATABASE_MISSING;
            case 90020, 90028, 90030, 90031, 90062 -> Condition.FILE_UNUSABLE;
            case 90007, 90067, 90098, 90121 -> Condition.CONNECTION_LOST;
            case 90108 -> Condition.NO_MEMORY;
            case 90011, 90046, 90050, 90055, 90066, 90088, 90113 -> Condition.SETTING_REFUSED;
            default -> Condition.OTHER;
        };
    }

    /** Source: H2 documentation, INFORMATION_SCHEMA.SESSIONS. */
    @Override
    public Optional<BoundSql> openTransaction() {
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS
                        WHERE SESSION_ID = SESSION_ID()
                        """));
    }

    @Override
    public Optional<String> limit(String sqlState, int vendorCode) {
        return switch (vendorCode) {
            case 57014 -> Optional.of("QUERY_TIMEOUT");
            case 50200 -> Optional.of("LOCK_TIMEOUT");
            default -> Optional.empty();
        };
    }

    @Override
    public boolean maySayTaken(String sqlState, int vendorCode) {
        return Set.of(
                        23505, 42101, 42111, 42121, 90017, 90033, 90035, 90038, 90041, 90045, 90069,
                        90076, 90078, 90114, 90119)
                .contains(vendorCode);
    }

    @Override
    public boolean saysRowTaken(String sqlState, int vendorCode) {
        return vendorCode == 23505;
    }

    @Override
    public String writable() {
        return "Open it for writing: without ACCESS_MODE_DATA=r in the URL, and with the right to"
                + " write to its file";
    }

    /** A name that is configured, as statements have it. */
    String named(String identifier) {
        return H2Names.inAnyCase(identifier, this::quote);
    }

    @Override
    public String name(String identifier) {
        return H2Names.inLowerCase(identifier, this::quote);
    }

    @Override
    public BoundSql tablesNamed(String table) {
        return new SchemaTables(PLACE).namedInAnyCase(table);
    }

    @Override
    public BoundSql tablesWith(List<String> columns) {
        return SchemaTables.with(columns);
    }

    @Override
    public List<String> ddl(SchemaChange change) {
        return new H2Ddl(this::quote).render(change);
    }

    @Override
    public Optional<BoundSql> count(CatalogName name) {
        return Optional.of(new H2Catalogue().count(name));
    }

    @Override
    public BatchSql batchSql(TableName state) {
        TableName table = PlainBatchSql.beside(state);
        return new PlainBatchSql(
                new QuotedTable(table, this::named),
                PlainBatchSql.words(H2StateSql.ownWords(), "character varying", ""),
                stateSql(table).inspect(),
                Optional.empty());
    }

    @Override
    public BatchKeySql batchKeys() {
        return new H2BatchKeys();
    }

    @Override
    public StateSql stateSql(TableName table) {
        return new H2StateSql(this, table);
    }

    @Override
    public List<BoundSql> transactionPrelude(Duration idleTimeout) {
        return List.of();
    }

    @Override
    public Optional<Integer> savepointGone() {
        return Optional.of(90063);
    }

    @Override
    public List<BoundSql> surroundings(
            Lasting lasting, String searchPath, @Nullable Duration lockTimeout) {
        List<BoundSql> settings = new ArrayList<>();
        settings.add(BoundSql.of("SET SCHEMA " + searchPath));
        settings.add(BoundSql.of("SET TIME ZONE 'UTC'"));
        if (lockTimeout != null) {
            settings.add(BoundSql.of("SET LOCK_TIMEOUT " + lockTimeout.toMillis()));
        }
        return settings;
    }

    @Override
    public BoundSql sessionNames() {
        return BoundSql.of("SELECT CURRENT_SCHEMA, CURRENT_USER, CURRENT_CATALOG");
    }

    @Override
    public SessionSql sessionSql() {
        return new PlainSessionSql(
                new PlainSessionSql.Words() {
                    @Override
                    public String currentSchema() {
                        return "CURRENT_SCHEMA";
                    }

                    // Quoted: it may be spelled in any way.
                    @Override
                    public String searchPath() {
                        return "'\"' || replace(CURRENT_SCHEMA, '\"', '\"\"') || '\"'";
                    }

                    @Override
                    public String pathThrough(String schema) {
                        return named(schema);
                    }

                    @Override
                    public Map<String, String> settings() {
                        Map<String, String> settings = new LinkedHashMap<>();
                        settings.put(SCHEMA, currentSchema());
                        settings.put("LOCK_TIMEOUT", "CAST(LOCK_TIMEOUT() AS varchar)");
                        settings.put(
                                "TIME ZONE",
                                "(SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                                        + " WHERE SETTING_NAME = 'TIME ZONE')");
                        settings.put(
                                ISOLATION,
                                "(SELECT ISOLATION_LEVEL FROM INFORMATION_SCHEMA.SESSIONS"
                                        + " WHERE SESSION_ID = SESSION_ID())");
                        settings.put(
                                "NON_KEYWORDS",
                                "coalesce((SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                                        + " WHERE SETTING_NAME = 'NON_KEYWORDS'), '')");
                        return settings;
                    }

                    @Override
                    public Optional<String> kept() {
                        return Optional.of(KEPT);
                    }

                    @Override
                    public String set(String setting, String value) {
                        return switch (setting) {
                            case SCHEMA -> "SET SCHEMA " + quote(value);
                            case "TIME ZONE" ->
                                    "SET TIME ZONE '%s'".formatted(value.replace("'", "''"));
                            case ISOLATION ->
                                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL "
                                            + value;
                            default -> "SET %s %s".formatted(setting, value);
                        };
                    }
                });
    }
}
