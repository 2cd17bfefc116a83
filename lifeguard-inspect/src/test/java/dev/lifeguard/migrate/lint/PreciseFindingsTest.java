package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is near a fault and is none, and what is a fault in another form. */
class PreciseFindingsTest {

    private static final String TABLES =
            """
            CREATE SCHEMA app;
            CREATE TYPE channel AS ENUM ('post');
            CREATE TABLE users (id bigint PRIMARY KEY, email text, code varchar(36), kind channel);
            CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, state text, e int);
            CREATE TABLE events (id bigint, k bigint) PARTITION BY RANGE (k);
            CREATE TABLE events_0 PARTITION OF events DEFAULT;
            ALTER TABLE users ADD CONSTRAINT n CHECK (code IS NOT NULL) NOT VALID;
            CREATE INDEX orders_state ON orders (state); CREATE INDEX orders_e ON orders (e);
            """;

    private static List<String> found(String sql) {
        return new LintedMigrations()
                .applied(TABLES).then(sql).findings().stream()
                        .map(it -> it.level().word() + " " + it.rule().ruleName())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE INDEX i ON ONLY unknown_parent (id)
                    CREATE TEMP TABLE t (id bigint, user_id int); UPDATE t SET user_id = 1; CREATE INDEX i ON t (user_id)
                    CREATE TEMP TABLE t (id bigint); UPDATE pg_temp.t SET id = 1; DROP TABLE t
                    ALTER TABLE users VALIDATE CONSTRAINT n; ALTER TABLE users ALTER code SET NOT NULL; ALTER TABLE users DROP CONSTRAINT n
                    CREATE TABLE c (code text PRIMARY KEY); CREATE TABLE d (id bigint, code varchar(36) REFERENCES c); CREATE INDEX ON d (code)
                    CREATE VIEW app.v AS SELECT 1; DROP VIEW app.v
                    ALTER TYPE channel ADD VALUE 'email' AFTER 'post'; INSERT INTO orders (state) VALUES ('email')
                    CREATE TABLE p (id bigint PRIMARY KEY, uid bigint REFERENCES users); CREATE INDEX ON p (uid) WHERE uid IS NOT NULL
                    """)
    void isNoFault(String sql) {
        assertThat(found(sql)).as(sql).noneMatch(it -> !it.startsWith("info"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    WITH gone AS (DELETE FROM orders RETURNING *) INSERT INTO users (id) SELECT id FROM gone | error bulk-dml
                    WITH moved AS (UPDATE orders SET state = 'a' RETURNING id) SELECT count(*) FROM moved | error bulk-dml
                    INSERT INTO users (id) SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id | warning bulk-dml
                    INSERT INTO users (id) SELECT id FROM orders UNION ALL SELECT user_id FROM orders | warning bulk-dml
                    MERGE INTO users u USING orders o ON o.user_id = u.id WHEN MATCHED THEN UPDATE SET email = o.state | warning bulk-dml
                    SELECT * INTO copy FROM orders | warning create-table-as
                    ALTER TABLE users DROP COLUMN email CASCADE | error cascade
                    ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE | error cascade
                    DROP TYPE channel CASCADE | error cascade
                    DROP DOMAIN mail CASCADE | error cascade
                    DROP EXTENSION citext CASCADE | error cascade
                    DROP OWNED BY app_user | warning drop-schema
                    ALTER TABLE orders ALTER COLUMN e SET EXPRESSION AS (id * 2) | warning stored-generated
                    ALTER TABLE orders ALTER CONSTRAINT f ENFORCED | error fk-validates-now
                    ALTER TYPE channel ADD VALUE 'email' AFTER 'post'; CREATE VIEW v AS SELECT * FROM users WHERE kind = 'email' | error enum-value-used-in-same-tx
                    ALTER TYPE channel ADD VALUE 'email' AFTER 'post'; INSERT INTO unknown (kind) VALUES ('email') | warning enum-value-used-in-same-tx
                    ALTER TYPE channel ADD VALUE 'email' AFTER 'post'; SELECT 'email'::channel | error enum-value-used-in-same-tx
                    ALTER TABLE unknown ALTER email TYPE citext | warning type-change-rewrites
                    """)
    void isAFault(String sql, String expected) {
        assertThat(found(sql)).as(sql).contains(expected);
    }

    @Test
    void eachIndexThatIsDroppedIsTold() {
        assertThat(found("DROP INDEX orders_state, orders_e"))
                .containsExactly("warning drop-index-blocks", "warning drop-index-blocks");
    }

    @Test
    void aTableOfTheSameNameIsNoTemporaryOneAfterItsMigration() {
        assertThat(
                        new LintedMigrations()
                                .applied(TABLES)
                                .then("CREATE TEMP TABLE orders (id bigint)")
                                .then("CREATE INDEX i ON orders (id)")
                                .found())
                .containsExactly("index-blocks-writes:1");
    }

    @Test
    void aCheckWithoutANameThatIsValidatedInTheSameTransactionIsFound() {
        assertThat(
                        found(
                                "ALTER TABLE orders ADD CHECK (e > 0) NOT VALID; ALTER TABLE orders"
                                        + " VALIDATE CONSTRAINT orders_e_check"))
                .containsExactly("error validate-in-same-tx");
    }

    @Test
    void settingsAreReadAsTheServerReadsThem() {
        String index = "CREATE INDEX CONCURRENTLY i ON orders (user_id);";
        assertThat(
                        found(
                                "-- lifeguard:no-transaction\nBEGIN;\nSET LOCAL lock_timeout ="
                                        + " '1s';\nCREATE TABLE x (id bigint);\nCOMMIT;\n"
                                        + index))
                .doesNotContain("error concurrently-with-lock-timeout");
        assertThat(
                        found(
                                "-- lifeguard:no-transaction\nSELECT set_config('lock_timeout',"
                                        + " '1s', false);\n"
                                        + index))
                .contains("error concurrently-with-lock-timeout");
        assertThat(
                        found(
                                "SET search_path = \"App\"; CREATE TABLE \"App\".t (id bigint);"
                                        + " CREATE INDEX i ON t (id)"))
                .isEmpty();
    }

    @Test
    void adviceForAPartitionedTableIsWhatItsServerTakes() {
        assertThat(safe("ALTER TABLE events DETACH PARTITION events_1"))
                .startsWith("-- CONCURRENTLY is refused where a DEFAULT partition is");
        assertThat(safe("ALTER TABLE events ADD CONSTRAINT e UNIQUE (id, k)"))
                .contains("CREATE UNIQUE INDEX e ON ONLY events (id, k);")
                .contains("ATTACH PARTITION")
                .doesNotContain("UNIQUE USING");
        assertThat(
                        safe(
                                "ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES"
                                        + " users (id)"))
                .contains("ALTER TABLE public.events_0 ADD")
                .doesNotContain(
                        "ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES"
                                + " users (id) NOT VALID");
    }

    private static String safe(String sql) {
        return new LintedMigrations().applied(TABLES).then(sql).findings().getFirst().safeWay();
    }
}
