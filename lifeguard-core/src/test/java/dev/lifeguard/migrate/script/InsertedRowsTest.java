package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows an INSERT names. */
final class InsertedRowsTest {

    private static String rows(String product, String sql) throws IOException {
        LexerRules rules =
                switch (product) {
                    case "MariaDB" -> Dialect.mysql().lexerRules();
                    case "SQLite" -> Dialect.sqlite().lexerRules();
                    case "H2" -> Dialect.h2().lexerRules();
                    default -> Dialect.postgresql().lexerRules();
                };
        SqlStatement statement =
                TestScripts.statements(TestScripts.outline(rules, sql).up().orElseThrow())
                        .getFirst();
        return InsertedRows.of(statement, rules)
                .map(rows -> rows.rows() + " of " + rows.table() + (rows.calls() ? ", calls" : ""))
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    PostgreSQL | INSERT INTO t VALUES (1)                                | 1 of t
                    PostgreSQL | insert into S."T" (a, b) values ((1), f(2, (3))), (4, 5) | 2 of s."T", calls
                    PostgreSQL | INSERT INTO t AS x VALUES (1), /* (2), */ (3) RETURNING (id) | 2 of t
                    PostgreSQL | INSERT INTO t DEFAULT VALUES                            | 1 of t
                    PostgreSQL | INSERT INTO t VALUES (1) ON CONFLICT (a) DO NOTHING     | ~~
                    PostgreSQL | INSERT INTO t OVERRIDING SYSTEM VALUE VALUES (1), ROW (2) | 2 of t
                    PostgreSQL | INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2 | ~~
                    PostgreSQL | INSERT INTO t SELECT * FROM u                           | ~~
                    PostgreSQL | INSERT INTO t (SELECT 1)                                | ~~
                    PostgreSQL | INSERT INTO t VALUES ((SELECT max(a) FROM u))           | 1 of t, calls
                    PostgreSQL | INSERT INTO t VALUES (now(), (1 + 2), 'a'::varchar(9))  | 1 of t
                    PostgreSQL | UPDATE t SET a = 1                                      | ~~
                    PostgreSQL | INSERT INTO                                             | ~~
                    MariaDB    | INSERT IGNORE INTO `t` VALUES (1), (2)                  | ~~
                    MariaDB    | INSERT INTO `t` VALUES (1), ('(2), (3)')                | 2 of `t`
                    MariaDB    | INSERT t VALUE (1) ON DUPLICATE KEY UPDATE a = 1        | ~~
                    MariaDB    | REPLACE INTO t VALUES (1)                               | ~~
                    SQLite     | INSERT OR IGNORE INTO t VALUES (1)                      | ~~
                    H2         | INSERT INTO T VALUES (1), (2)                           | 2 of T
                    """)
    void countsThem(String product, String sql, String expected) throws IOException {
        assertThat(rows(product, sql)).isEqualTo(expected);
    }
}
