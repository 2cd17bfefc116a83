package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements may give any number of rows, told from their tokens. */
final class GivenRowsTest {

    private static StatementKind kind(String sql) throws IOException {
        return TestScripts.statements(sql).getFirst().kind();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT f(g) FROM generate_series(1, 9) g",
                "select setval('s', g) from generate_series(1, 9) g",
                "SELECT setval('s', 1), f()",
                "((SELECT 1) UNION (SELECT 2))",
                "VALUES (1), (2)",
                "TABLE t",
                "WITH a AS (SELECT 1) TABLE a",
                "EXECUTE p (1)",
                "FETCH ALL FROM c",
                "INSERT INTO t VALUES (')') RETURNING a",
                "update t set a = 1 where b = 'x' returning *",
                "DELETE FROM t RETURNING *",
                "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE RETURNING t.*"
            })
    void areThoseThatQuery(String sql) throws IOException {
        assertThat(kind(sql)).isEqualTo(StatementKind.GIVES_ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_catalog.setval('public.s', 1, false)",
                "SELECT setval('s', 1)",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "INSERT INTO t VALUES ('RETURNING')",
                "UPDATE t SET \"RETURNING\" = 1 /* RETURNING */",
                "CREATE TABLE t AS SELECT 1",
                "DO 'SELECT 1'"
            })
    void areNotThoseThatGiveOneRowOrNone(String sql) throws IOException {
        assertThat(kind(sql)).isEqualTo(StatementKind.ORDINARY);
    }
}
