package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session may keep of a statement is told by its tokens. */
final class SessionTraceTest {

    private static Leaves leaves(String sql, LexerRules rules) throws IOException {
        Section section = TestScripts.outline(rules, "-- Up migration\n" + sql).up().orElseThrow();
        try (StatementReader reader = section.open()) {
            return reader.next().orElseThrow().leaves();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (id int DEFAULT f(1), b varchar(20) CHECK (g(b)), UNIQUE (id))",
                "CREATE TABLE a.b (LIKE c INCLUDING ALL) PARTITION BY RANGE (f(x))",
                "CREATE TABLE a PARTITION OF b FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON a.b USING gin (lower(c))",
                "CREATE OR REPLACE VIEW v AS SELECT f(x) FROM t",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT set_config() $$",
                "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE POLICY p ON a USING (f(b))",
                "ALTER TABLE a ADD COLUMN b numeric(10, 2) NOT NULL DEFAULT now(), DROP COLUMN c",
                "ALTER TABLE a ADD CONSTRAINT x FOREIGN KEY (b) REFERENCES s.c (d) ON DELETE"
                        + " CASCADE",
                "ALTER TABLE ONLY a ADD CONSTRAINT k PRIMARY KEY (id), ADD CHECK (b > 0)",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO r",
                "ALTER TYPE t ADD VALUE 'x'",
                "ALTER FUNCTION f(int) OWNER TO r",
                "DROP FUNCTION f(int)",
                "DROP TABLE a, b",
                "INSERT INTO s.a (id, b) VALUES (1, 'x'), (2, NULL) ON CONFLICT (id) DO NOTHING",
                "INSERT INTO a VALUES (gen_random_uuid(), now()) RETURNING id",
                "UPDATE a SET b = 1, (c, d) = (1, 2) WHERE e IN (1, 2)",
                "DELETE FROM a WHERE b = 1",
                "COMMENT ON FUNCTION f(int) IS 'x'",
                "GRANT SELECT ON a TO b",
                "TRUNCATE a",
                "VACUUM ANALYZE a",
                "SET LOCAL lock_timeout = '5s'",
                "SET CONSTRAINTS ALL DEFERRED",
                "SELECT pg_catalog.setval('a_id_seq', 1, true)",
                "SELECT 1"
            })
    void nothingForCertain(String sql) throws IOException {
        assertThat(leaves(sql, LexerRules.postgresql())).isEqualTo(Leaves.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = x",
                "SET ROLE x",
                "RESET ALL",
                "SELECT pg_catalog.set_config('search_path', '', false)"
            })
    void settings(String sql) throws IOException {
        assertThat(leaves(sql, LexerRules.postgresql())).isEqualTo(Leaves.SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT f()",
                "SELECT set_config('a.b', f(), false)",
                "SELECT set_config('a.b', x, false) FROM v",
                "WITH x AS (SELECT set_config('a.b', 'c', false)) SELECT * FROM x",
                "VALUES (f())",
                "TABLE v",
                "DO $$ BEGIN END $$",
                "CALL p()",
                "CREATE TEMP TABLE a (id int)",
                "CREATE LOCAL TEMPORARY TABLE a (id int)",
                "CREATE TABLE pg_temp.a (id int)",
                "CREATE TABLE \"pg_temp\".a (id int)",
                "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TEMP VIEW v AS SELECT 1",
                "CREATE TABLE a AS SELECT f()",
                "CREATE TABLE a AS VALUES (f())",
                "CREATE TABLE a PARTITION OF b FOR VALUES IN (f())",
                "CREATE MATERIALIZED VIEW v AS SELECT f()",
                "REFRESH MATERIALIZED VIEW v",
                "CREATE INDEX i ON a (f(b))",
                "CREATE EXTENSION x",
                "ALTER TABLE a ADD COLUMN b int DEFAULT f()",
                "ALTER TABLE a ADD COLUMN b int DEFAULT s.f()",
                "ALTER TABLE a ADD COLUMN b int DEFAULT \"f\"()",
                "ALTER TABLE a ALTER COLUMN b TYPE int USING f(b)",
                "ALTER TABLE a ADD CHECK (f(b))",
                "INSERT INTO a VALUES (f())",
                "INSERT INTO a (b) SELECT c FROM v",
                "INSERT INTO a TABLE v",
                "UPDATE a SET b = f(b)",
                "UPDATE a SET b = v.b FROM v",
                "DELETE FROM a USING v WHERE v.b = a.b",
                "DELETE FROM a WHERE f(b)",
                "MERGE INTO a USING b ON a.c = b.c WHEN MATCHED THEN DELETE",
                "PREPARE x AS SELECT 1",
                "EXECUTE x",
                "LISTEN x",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
                "DISCARD ALL",
                "LOAD 'x'",
                "EXPLAIN ANALYZE SELECT f()",
                "COPY (SELECT f()) TO '/dev/null'"
            })
    void perhapsAnything(String sql) throws IOException {
        assertThat(leaves(sql, LexerRules.postgresql())).isEqualTo(Leaves.ANYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (id int) SELECT f() AS id",
                "CREATE TEMPORARY TABLE a (id int)",
                "SET @x = 1",
                "SET SESSION sql_mode = ''",
                "SET LOCAL sql_mode = ''",
                "UPDATE a SET b = @c := 1",
                "UPDATE a JOIN b ON f(c) SET d = 1",
                "SELECT GET_LOCK('x', 1)",
                "PREPARE x FROM 'SELECT 1'",
                "USE other"
            })
    void perhapsAnythingOnMariaDb(String sql) throws IOException {
        assertThat(leaves(sql, LexerRules.mysql())).isEqualTo(Leaves.ANYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE `a` (`id` int NOT NULL AUTO_INCREMENT, KEY `k` (`id`))",
                "ALTER TABLE a ADD INDEX k (b), ADD KEY l (c, d), ADD COLUMN e varchar(20)",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = f(1)",
                "CREATE DEFINER=`x`@`y` VIEW v AS SELECT f(b) FROM a",
                "INSERT INTO a (b) VALUES (1) ON DUPLICATE KEY UPDATE b = VALUES(b)",
                "RENAME TABLE a TO b"
            })
    void nothingForCertainOnMariaDb(String sql) throws IOException {
        assertThat(leaves(sql, LexerRules.mysql())).isEqualTo(Leaves.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE temp.a (id int)",
                "CREATE TABLE \"temp\".a (id int)",
                "PRAGMA foreign_keys = on",
                "ATTACH 'x' AS y"
            })
    void perhapsAnythingOnSqlite(String sql) throws IOException {
        assertThat(leaves(sql, LexerRules.sqlite())).isEqualTo(Leaves.ANYTHING);
    }
}
