package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.script.Effect.Action;
import dev.lifeguard.migrate.script.Effect.Change;
import dev.lifeguard.migrate.script.Effect.Changes;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement leaves on MariaDB and H2, told from its tokens. */
final class TableEffectTest {

    private static Effect of(LexerRules rules, String sql) throws IOException {
        return TestScripts.statements(TestScripts.outline(rules, sql).up().orElseThrow())
                .getFirst()
                .effect();
    }

    private static Effect of(String sql) throws IOException {
        return of(LexerRules.mysql(), sql);
    }

    private static Change change(Action action, Kind kind, String table, String name) {
        return new Change(action, new CatalogName(kind, "s", table, name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    CREATE TABLE t (a int)                           | CREATE | TABLE  |   |   | t
                    create table T(a int)                            | CREATE | TABLE  |   |   | T
                    CREATE /* x */ TABLE IF NOT EXISTS s . t (a int) | CREATE | TABLE  | s |   | t
                    CREATE TABLE t LIKE u                            | CREATE | TABLE  |   |   | t
                    CREATE TABLE `a ``b` (a int)              | CREATE | TABLE  |   |   | `a ``b`
                    DROP TABLE `s`.`t` CASCADE                   | DROP | TABLE  | `s` |   | `t`
                    CREATE INDEX i ON t (a)                          | CREATE | INDEX  |   | t | i
                    CREATE UNIQUE INDEX i USING BTREE ON s.t (a)     | CREATE | INDEX  | s | t | i
                    DROP INDEX i ON t                                | DROP   | INDEX  |   | t | i
                    ALTER TABLE t ADD COLUMN c decimal(9, (2))       | CREATE | COLUMN |   | t | c
                    ALTER TABLE IF EXISTS s.t ADD IF NOT EXISTS c int | CREATE | COLUMN | s | t | c
                    ALTER TABLE t ADD c int DEFAULT ',' COMMENT 'a''(' | CREATE | COLUMN | | t | c
                    ALTER TABLE t ADD c int DEFAULT 'a\\'' -- , (     | CREATE | COLUMN |   | t | c
                    ALTER TABLE t ADD COLUMN key int                 | CREATE | COLUMN |   | t | key
                    ALTER TABLE t DROP COLUMN c                      | DROP   | COLUMN |   | t | c
                    alter table t drop c                             | DROP   | COLUMN |   | t | c
                    ALTER TABLE t ADD INDEX i (a)                    | CREATE | INDEX  |   | t | i
                    ALTER TABLE t ADD UNIQUE KEY i(a, b)             | CREATE | INDEX  |   | t | i
                    ALTER TABLE t DROP KEY IF EXISTS i               | DROP   | INDEX  |   | t | i
                    ALTER TABLE t ADD c int, ALGORITHM=INPLACE, LOCK = NONE | CREATE | COLUMN | | t | c
                    CREATE DATABASE IF NOT EXISTS d                  | CREATE | DATABASE | |   | d
                    DROP SCHEMA d                                    | DROP   | DATABASE | |   | d
                    """)
    void tellsWhatBecomesOfWhat(
            String sql,
            Action action,
            Kind kind,
            @Nullable String schema,
            @Nullable String table,
            String name)
            throws IOException {
        assertThat(of(sql))
                .isEqualTo(
                        new Changes(
                                List.of(
                                        new Change(
                                                action,
                                                new CatalogName(kind, schema, table, name)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE UNIQUE NULLS DISTINCT INDEX "i" ON s."t"(a) | CREATE | s | "t" | "i"
                    DROP INDEX s.i                                     | DROP   | s |     | i
                    """)
    void tellsOfIndexesOnH2(
            String sql, Action action, String schema, @Nullable String table, String name)
            throws IOException {
        assertThat(of(LexerRules.h2(), sql))
                .isEqualTo(
                        new Changes(
                                List.of(
                                        new Change(
                                                action,
                                                new CatalogName(
                                                        Kind.INDEX, schema, table, name)))));
    }

    @Test
    void tellsOfEachActionOfAnAlterTable() throws IOException {
        assertThat(
                        of(
                                "ALTER TABLE s.t ADD COLUMN a decimal(9, 2) DEFAULT 1, DROP `b,`,\n"
                                        + " ADD UNIQUE INDEX i (a, c), DROP KEY k"))
                .isEqualTo(
                        new Changes(
                                List.of(
                                        change(Action.CREATE, Kind.COLUMN, "t", "a"),
                                        change(Action.DROP, Kind.COLUMN, "t", "`b,`"),
                                        change(Action.CREATE, Kind.INDEX, "t", "i"),
                                        change(Action.DROP, Kind.INDEX, "t", "k"))));
    }

    @Test
    void tellsOfAsManyActionsAsThereAre() throws IOException {
        Effect effect = of("ALTER TABLE t ADD a0 int" + ", ADD b int DEFAULT 1".repeat(500));

        assertThat(effect)
                .isInstanceOfSatisfying(
                        Changes.class, changes -> assertThat(changes.all()).hasSize(501));
        assertThat(of("ALTER TABLE t ADD a0 int" + ", ADD b int DEFAULT 1".repeat(1000)))
                .isEqualTo(new Effect.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE t AS SELECT 1",
                "CREATE TABLE t (a int) SELECT 1 AS a",
                "CREATE TABLE t (SELECT 1)",
                "CREATE TABLE t ((SELECT 1))",
                "CREATE TABLE t AS VALUES (1)",
                "CREATE TABLE t AS TABLE u",
                "CREATE TEMPORARY TABLE t (a int)",
                "DROP TABLE t, u",
                "CREATE INDEX ON t (a)",
                "ALTER TABLE t ADD a int, MODIFY b bigint",
                "ALTER TABLE t ADD a int, RENAME TO u",
                "ALTER TABLE t ADD a int, DROP PRIMARY KEY",
                "ALTER TABLE t ADD INDEX (a)",
                "ALTER TABLE t ADD INDEX USING BTREE (a)",
                "ALTER TABLE t ADD UNIQUE (a)",
                "ALTER TABLE t ADD (a int, b int)",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
                "ALTER TABLE t DROP PRIMARY KEY",
                "ALTER TABLE t DROP COLUMN a, b",
                "ALTER TABLE t RENAME TO u"
            })
    void saysNothingOfOthers(String sql) throws IOException {
        assertThat(of(sql)).isEqualTo(new Effect.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE OR REPLACE TABLE t (a int)",
                "DROP TABLE IF EXISTS t, u",
                "DROP PROCEDURE IF EXISTS p"
            })
    void tellsWhatDoesNoHarmTwice(String sql) throws IOException {
        assertThat(of(sql)).isEqualTo(new Effect.Repeatable());
    }
}
