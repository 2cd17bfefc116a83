package dev.lifeguard.migrate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.engine.ObjectChange.Action;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectChangeTest {

    private static List<ObjectChange> of(String sql) {
        return ObjectChange.allOf(
                new SqlStatement(
                        1,
                        sql,
                        new Position(1, 1, 0),
                        StatementKind.OUTSIDE_TRANSACTION,
                        "ANY",
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    CREATE TABLE t (a int)                           | CREATE | TABLE  |   |   | t
                    create table t(a int)                            | CREATE | TABLE  |   |   | t
                    CREATE TABLE IF NOT EXISTS s . t (a int)         | CREATE | TABLE  | s |   | t
                    CREATE TABLE t LIKE u                            | CREATE | TABLE  |   |   | t
                    CREATE TABLE `a ``b` (a int)              | CREATE | TABLE  |   |   | `a ``b`
                    DROP TABLE "s"."t" CASCADE                   | DROP | TABLE  | "s" |   | "t"
                    CREATE INDEX i ON t (a)                          | CREATE | INDEX  |   | t | i
                    CREATE UNIQUE INDEX i USING BTREE ON s.t (a)     | CREATE | INDEX  | s | t | i
                    CREATE UNIQUE NULLS DISTINCT INDEX i ON t(a)     | CREATE | INDEX  |   | t | i
                    DROP INDEX i ON t                                | DROP   | INDEX  |   | t | i
                    DROP INDEX s.i                                   | DROP   | INDEX  | s |   | i
                    ALTER TABLE t ADD COLUMN c decimal(9, (2))       | CREATE | COLUMN |   | t | c
                    ALTER TABLE IF EXISTS s.t ADD IF NOT EXISTS c int | CREATE | COLUMN | s | t | c
                    ALTER TABLE t ADD c int DEFAULT ',' COMMENT 'a''(' | CREATE | COLUMN | | t | c
                    ALTER TABLE t ADD COLUMN key int                 | CREATE | COLUMN |   | t | key
                    ALTER TABLE t DROP COLUMN c                      | DROP   | COLUMN |   | t | c
                    alter table t drop c                             | DROP   | COLUMN |   | t | c
                    ALTER TABLE t ADD INDEX i (a)                    | CREATE | INDEX  |   | t | i
                    ALTER TABLE t ADD UNIQUE KEY i(a, b)             | CREATE | INDEX  |   | t | i
                    ALTER TABLE t DROP KEY IF EXISTS i               | DROP   | INDEX  |   | t | i
                    ALTER TABLE t ADD c int, ALGORITHM=INPLACE, LOCK = NONE | CREATE | COLUMN | | t | c
                    """)
    void tellsWhatBecomesOfWhat(
            String sql,
            Action action,
            Kind kind,
            @Nullable String schema,
            @Nullable String table,
            String name) {
        assertThat(of(sql))
                .containsExactly(
                        new ObjectChange(action, new CatalogName(kind, schema, table, name)));
    }

    @Test
    void tellsOfEachActionOfAnAlterTable() {
        assertThat(
                        of(
                                "ALTER TABLE s.t ADD COLUMN a decimal(9, 2) DEFAULT 1, DROP `b,`,\n"
                                        + " ADD UNIQUE INDEX i (a, c), DROP KEY k"))
                .containsExactly(
                        new ObjectChange(
                                Action.CREATE, new CatalogName(Kind.COLUMN, "s", "t", "a")),
                        new ObjectChange(
                                Action.DROP, new CatalogName(Kind.COLUMN, "s", "t", "`b,`")),
                        new ObjectChange(Action.CREATE, new CatalogName(Kind.INDEX, "s", "t", "i")),
                        new ObjectChange(Action.DROP, new CatalogName(Kind.INDEX, "s", "t", "k")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE t AS SELECT 1",
                "CREATE TABLE t (a int) SELECT 1 AS a",
                "CREATE TABLE t AS VALUES (1)",
                "CREATE TABLE t AS TABLE u",
                "CREATE TEMPORARY TABLE t (a int)",
                "DROP TABLE t, u",
                "CREATE INDEX ON t (a)",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "ALTER TABLE t ADD a varchar(9) DEFAULT 'a\\'', DROP b, ADD c int DEFAULT 'x'",
                "ALTER TABLE t ADD a int, MODIFY b bigint",
                "ALTER TABLE t ADD a int, RENAME TO u",
                "ALTER TABLE t ADD a int, DROP PRIMARY KEY",
                "ALTER TABLE t ADD INDEX (a)",
                "ALTER TABLE t ADD INDEX USING BTREE (a)",
                "ALTER TABLE t ADD UNIQUE (a)",
                "ALTER TABLE t ADD a int -- , (",
                "ALTER TABLE t ADD (a int, b int)",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
                "ALTER TABLE t DROP PRIMARY KEY",
                "ALTER TABLE t DROP COLUMN a, b",
                "ALTER TABLE t RENAME TO u"
            })
    void saysNothingOfOthers(String sql) {
        assertThat(of(sql)).isEmpty();
    }
}
