package dev.lifeguard.migrate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.engine.ConcurrentIndex.Action;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConcurrentIndexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    CREATE INDEX CONCURRENTLY i ON t (a)                       | i        | t
                    CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)                | i        | t
                    create unique index concurrently i on t (a)                | i        | t
                    CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)         | i        | t
                    CREATE INDEX CONCURRENTLY i ON ONLY t (a)                  | i        | t
                    CREATE INDEX CONCURRENTLY i ON t(a)                        | i        | t
                    CREATE INDEX CONCURRENTLY i ON t USING gin (a)             | i        | t
                    CREATE INDEX CONCURRENTLY i ON t (a) WHERE b ON c          | i        | t
                    CREATE INDEX CONCURRENTLY i ON s.t (a)                     | i        | s.t
                    CREATE INDEX CONCURRENTLY i ON s . t (a)                   | i        | s . t
                    CREATE INDEX CONCURRENTLY i ON d.s.t (a)                   | i        | d.s.t
                    CREATE INDEX CONCURRENTLY "i ""1" ON "s.x"."t y" (a)  | "i ""1"  | "s.x"."t y"
                    CREATE INDEX CONCURRENTLY "ON" ON "ON" (a)                 | "ON"     | "ON"
                    CREATE INDEX CONCURRENTLY größe$1 ON maße (a)              | größe$1  | maße
                    CREATE INDEX CONCURRENTLY if ON only_t (a)                 | if       | only_t
                    """)
    void tellsTheIndexAndTheTableOfACreate(String sql, String index, String table) {
        assertThat(of(sql)).contains(new ConcurrentIndex(Action.CREATE, index, table));
    }

    @Test
    void readsOverLineEnds() {
        String sql =
                """
                CREATE
                    UNIQUE INDEX\tCONCURRENTLY
                    i
                ON t
                    (a,
                     b)\
                """;

        assertThat(of(sql)).contains(new ConcurrentIndex(Action.CREATE, "i", "t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    DROP INDEX CONCURRENTLY i                       | i
                    drop index concurrently i                       | i
                    DROP INDEX CONCURRENTLY IF EXISTS i             | i
                    DROP INDEX CONCURRENTLY s.i                     | s.i
                    DROP INDEX CONCURRENTLY IF EXISTS "s"."i ""1"   | "s"."i ""1"
                    DROP INDEX CONCURRENTLY i RESTRICT              | i
                    """)
    void tellsTheIndexOfADrop(String sql, String index) {
        assertThat(of(sql)).contains(new ConcurrentIndex(Action.DROP, index, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ON t (a)",
                "CREATE INDEX CONCURRENTLY ON ONLY t (a)",
                "CREATE UNIQUE INDEX CONCURRENTLY ON s.t (a)",
                "CREATE INDEX CONCURRENTLY U&\"d\\0061t\" ON t (a)",
                "CREATE INDEX /* now */ CONCURRENTLY i ON t (a)",
                "DROP INDEX CONCURRENTLY i, j",
                "DROP INDEX CONCURRENTLY i CASCADE"
            })
    void tellsNoIndexThatItCannotBeSureOf(String sql) {
        assertThat(of(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a)",
                "DROP INDEX i",
                "REINDEX INDEX CONCURRENTLY i",
                "VACUUM t",
                "SELECT 'CREATE INDEX CONCURRENTLY i ON t (a)'",
                ""
            })
    void isNoOtherStatement(String sql) {
        assertThat(of(sql)).isEmpty();
    }

    private static Optional<ConcurrentIndex> of(String sql) {
        return ConcurrentIndex.of(
                new SqlStatement(
                        1,
                        sql,
                        new Position(1, 1, 0),
                        StatementKind.OUTSIDE_TRANSACTION,
                        "INDEX",
                        List.of()));
    }
}
