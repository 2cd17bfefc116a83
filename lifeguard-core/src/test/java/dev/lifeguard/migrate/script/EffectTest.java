package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.script.Effect.Change;
import dev.lifeguard.migrate.script.Effect.Changes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement leaves on PostgreSQL, told from its tokens. */
final class EffectTest {

    private static Effect of(String sql) throws IOException {
        return TestScripts.statements(
                        TestScripts.outline(LexerRules.postgresql(), sql).up().orElseThrow())
                .getFirst()
                .effect();
    }

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
                    CREATE INDEX CONCURRENTLY i ON ONLY(t)(a)                  | i        | t
                    CREATE INDEX CONCURRENTLY i ON t * (a)                     | i        | t
                    CREATE INDEX CONCURRENTLY i ON t(a)                        | i        | t
                    CREATE INDEX CONCURRENTLY i ON t USING gin (a)             | i        | t
                    CREATE INDEX CONCURRENTLY i ON t (a) WHERE b ON c          | i        | t
                    CREATE INDEX CONCURRENTLY i ON s.t (a)                     | i        | s.t
                    CREATE INDEX CONCURRENTLY i ON s . t (a)                   | i        | s.t
                    CREATE INDEX CONCURRENTLY i ON d.s.t (a)                   | i        | s.t
                    CREATE INDEX CONCURRENTLY "i ""1" ON "s.x"."t y" (a)  | "i ""1"  | "s.x"."t y"
                    CREATE INDEX CONCURRENTLY "ON" ON "ON" (a)                 | "ON"     | "ON"
                    CREATE INDEX CONCURRENTLY größe$1 ON maße (a)              | größe$1  | maße
                    CREATE INDEX CONCURRENTLY if ON only_t (a)                 | if       | only_t
                    CREATE /* a */ INDEX/**/CONCURRENTLY i/* b */ON -- c\\n t (a) | i     | t
                    CREATE INDEX CONCURRENTLY U&"d\\0061t\\+000061" ON t (a)   | "data"   | t
                    CREATE INDEX CONCURRENTLY u&"d!0061!!" UESCAPE '!' ON t (a) | "da!"   | t
                    CREATE INDEX CONCURRENTLY i ON U&"s""\\0061".t (a)      | i     | "s""a".t
                    """)
    void tellsTheIndexAndTheTableThatIsBuilt(String sql, String index, String table)
            throws IOException {
        assertThat(of(sql.replace("\\n", "\n").replace("\\\\", "\\")))
                .isEqualTo(new Effect.IndexBuild(table, Optional.of(index), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    CREATE INDEX CONCURRENTLY ON t (a)                           | t | t_a_idx
                    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ON t (a, "B") | t | t_a_B_idx
                    CREATE INDEX CONCURRENTLY ON ONLY s."T" (a DESC) INCLUDE (b) | s."T" | T_a_b_idx
                    CREATE INDEX CONCURRENTLY ON t USING gin (lower(a))          | t | t_lower_idx
                    CREATE INDEX CONCURRENTLY ON t ((a + 1))                     | t |
                    CREATE INDEX CONCURRENTLY ON t (pg_catalog.lower(a))         | t |
                    CREATE INDEX CONCURRENTLY ON t (a, a)                        | t |
                    CREATE INDEX CONCURRENTLY ON t (ä)                           | t |
                    CREATE INDEX CONCURRENTLY ON t (extract(year FROM a))        | t |
                    """)
    void tellsTheNameThatTheServerChooses(String sql, String table, @Nullable String chosen)
            throws IOException {
        assertThat(of(sql))
                .isEqualTo(
                        new Effect.IndexBuild(
                                table, Optional.empty(), Optional.ofNullable(chosen)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    DROP INDEX CONCURRENTLY i                       | i
                    drop index concurrently i                       | i
                    DROP INDEX /* now */ CONCURRENTLY IF EXISTS i   | i
                    DROP INDEX CONCURRENTLY s.i                     | s.i
                    DROP INDEX CONCURRENTLY IF EXISTS "s"."i ""1"   | "s"."i ""1"
                    DROP INDEX CONCURRENTLY i RESTRICT              | i
                    """)
    void tellsTheIndexThatIsDropped(String sql, String index) throws IOException {
        assertThat(of(sql)).isEqualTo(new Effect.IndexDrop(index));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    REINDEX INDEX CONCURRENTLY s.i                       | INDEX    | s.i
                    REINDEX (VERBOSE, CONCURRENTLY) TABLE "T"            | TABLE    | "T"
                    REINDEX (concurrently true) TABLE t                  | TABLE    | t
                    REINDEX SCHEMA CONCURRENTLY s                        | SCHEMA   | s
                    REINDEX DATABASE CONCURRENTLY d                      | DATABASE |
                    """)
    void tellsWhatIsBuiltAnew(String sql, Effect.Scope scope, @Nullable String name)
            throws IOException {
        assertThat(of(sql)).isEqualTo(new Effect.IndexRebuild(scope, Optional.ofNullable(name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ALTER TABLE p DETACH PARTITION c CONCURRENTLY                     | p   | c
                    ALTER TABLE IF EXISTS s.p /* x */ DETACH PARTITION "C" CONCURRENTLY | s.p | "C"
                    """)
    void tellsWhatIsDetached(String sql, String parent, String partition) throws IOException {
        assertThat(of(sql)).isEqualTo(new Effect.Detachment(parent, partition));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    CREATE DATABASE d TEMPLATE template0             | CREATE | DATABASE     | d
                    DROP DATABASE "d" WITH (FORCE)                   | DROP   | DATABASE     | "d"
                    CREATE TABLESPACE U&"\\0061" LOCATION '/x'       | CREATE | TABLESPACE   | "a"
                    DROP TABLESPACE t                                | DROP   | TABLESPACE   | t
                    CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p | CREATE | SUBSCRIPTION | s
                    DROP SUBSCRIPTION s                              | DROP   | SUBSCRIPTION | s
                    """)
    void tellsWhatIsInNoSchema(String sql, Effect.Action action, Kind kind, String name)
            throws IOException {
        assertThat(of(sql.replace("\\\\", "\\")))
                .isEqualTo(
                        new Changes(
                                List.of(
                                        new Change(
                                                action, new CatalogName(kind, null, null, name)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM t",
                "CLUSTER",
                "CLUSTER t",
                "DISCARD ALL",
                "ALTER SYSTEM SET work_mem = '4MB'",
                "ALTER DATABASE d SET TABLESPACE t",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                "REINDEX TABLE t",
                "REINDEX SCHEMA s",
                "DROP DATABASE IF EXISTS d",
                "DROP TABLESPACE IF EXISTS t",
                "DROP SUBSCRIPTION IF EXISTS s"
            })
    void tellsWhatDoesNoHarmTwice(String sql) throws IOException {
        assertThat(of(sql)).isEqualTo(new Effect.Repeatable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX CONCURRENTLY i, j",
                "DROP INDEX CONCURRENTLY i CASCADE",
                "CREATE INDEX i ON t (a)",
                "DROP INDEX i",
                "ALTER SUBSCRIPTION s ADD PUBLICATION p",
                "CREATE INDEX CONCURRENTLY U&\"\\00\" ON t (a)",
                "SELECT 'CREATE INDEX CONCURRENTLY i ON t (a)'",
                "CALL p()",
                "DO $$ BEGIN COMMIT; END $$"
            })
    void saysNothingOfOthers(String sql) throws IOException {
        assertThat(of(sql)).isEqualTo(new Effect.Unknown());
    }
}
