package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows and values a statement takes away, told from its tokens. */
final class LossReaderTest {

    private static String losses(LexerRules rules, String sql) throws IOException {
        List<Loss> losses =
                TestScripts.statements(TestScripts.outline(rules, sql).up().orElseThrow())
                        .getFirst()
                        .facts()
                        .losses();
        return losses.stream().map(LossReaderTest::text).collect(Collectors.joining("; "));
    }

    private static String text(Loss loss) {
        return switch (loss) {
            case Loss.Table table -> "table " + table.table();
            case Loss.Rows rows -> "rows " + rows.table();
            case Loss.Column column -> "column %s %s".formatted(column.table(), column.column());
            case Loss.Schema schema -> "schema " + schema.schema();
            case Loss.Unknown unknown -> "unknown";
            case Loss.TableRenamed it -> "%s to %s".formatted(it.from(), it.to());
            case Loss.SearchPath path -> "in " + path.schemas();
            case Loss.ColumnRenamed it -> "%s: %s to %s".formatted(it.table(), it.from(), it.to());
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    DROP TABLE t                                  | table t
                    DROP TABLE IF EXISTS A.T, "b" CASCADE         | table a.t; table "b"
                    drop table db.s.t                             | table s.t
                    TRUNCATE t                                    | rows t
                    TRUNCATE TABLE ONLY t *, s.u RESTART IDENTITY | rows t; rows s.u
                    ALTER TABLE t DROP c                          | column t c
                    ALTER TABLE IF EXISTS ONLY s.t DROP COLUMN IF EXISTS "C" CASCADE, DROP d | column s.t "C"; column s.t d
                    ALTER TABLE t ADD e numeric(9, 2), DROP c     | column t c
                    ALTER TABLE t ALTER c SET DEFAULT f(1, 2), DROP d | column t d
                    ALTER TABLE t DROP CONSTRAINT c               | ~~
                    ALTER TABLE t ALTER COLUMN c DROP NOT NULL    | ~~
                    ALTER TABLE t DETACH PARTITION p              | ~~
                    ALTER TABLE s.t RENAME TO u                   | s.t to s.u
                    ALTER TABLE s."t.u" RENAME TO "v.w"           | s."t.u" to s."v.w"
                    ALTER TABLE "t.u" RENAME TO "v.w"             | "t.u" to "v.w"
                    ALTER TABLE "a.b"."t.u" SET SCHEMA "c.d"      | "a.b"."t.u" to "c.d"."t.u"
                    ALTER TABLE t RENAME COLUMN a TO b            | t: a to b
                    ALTER TABLE t RENAME a TO b                   | t: a to b
                    ALTER TABLE t RENAME CONSTRAINT a TO b        | ~~
                    DROP SCHEMA s                                 | ~~
                    DROP SCHEMA IF EXISTS s, "t" CASCADE          | schema s; schema "t"
                    DROP DATABASE d                               | unknown
                    DROP TYPE mood CASCADE                        | unknown
                    DROP TYPE mood                                | ~~
                    DROP OWNED BY r                               | unknown
                    DROP COLLATION c CASCADE                      | unknown
                    TRUNCATE t CASCADE                            | rows t; unknown
                    ALTER TABLE s.t SET SCHEMA x                  | s.t to x.t
                    ALTER TABLE t SET (fillfactor = 70), DROP c   | column t c
                    ALTER SCHEMA s RENAME TO x                    | unknown
                    ALTER TYPE t DROP ATTRIBUTE a CASCADE         | unknown
                    ALTER TYPE t ADD VALUE 'a'                    | ~~
                    SET search_path TO App, "B", 'c'              | in [app, "B", "c"]
                    SET LOCAL search_path = app                   | in [app]
                    SET SCHEMA 'app'                              | in ["app"]
                    SET search_path TO "$user", public            | in []
                    SET search_path TO DEFAULT                    | in []
                    SET search_path = ''                          | in []
                    RESET search_path                             | in []
                    DISCARD ALL                                   | in []
                    SELECT pg_catalog.set_config('search_path', '', false) | in []
                    SELECT set_config('a.b', 'c', true)           | ~~
                    SET lock_timeout = '1s'                       | ~~
                    RESET lock_timeout                            | ~~
                    DROP EXTENSION IF EXISTS hstore CASCADE       | unknown
                    DROP VIEW v CASCADE                           | ~~
                    DROP MATERIALIZED VIEW v                      | ~~
                    DROP INDEX i                                  | ~~
                    DELETE FROM t                                 | ~~
                    DO 'x'                                        | unknown
                    CALL p()                                      | unknown
                    """)
    void onPostgres(String sql, String losses) throws IOException {
        assertThat(losses(LexerRules.postgresql(), sql)).isEqualTo(losses);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    DROP TABLE IF EXISTS `s`.`t`, T              | table `s`.`t`; table T
                    DROP TEMPORARY TABLE t                       | ~~
                    DROP DATABASE s                              | schema s
                    TRUNCATE TABLE t                             | rows t
                    ALTER TABLE t DROP COLUMN a, DROP b, DROP INDEX i | column t a; column t b
                    ALTER TABLE t DROP PRIMARY KEY, DROP FOREIGN KEY f | ~~
                    ALTER TABLE t DROP PARTITION p               | unknown
                    ALTER TABLE t TRUNCATE PARTITION p           | unknown
                    ALTER TABLE t RENAME u                       | t to u
                    ALTER TABLE t RENAME INDEX a TO b            | ~~
                    ALTER ONLINE IGNORE TABLE t DROP COLUMN c    | column t c
                    ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u | unknown
                    DROP TABLES a, b                             | table a; table b
                    CREATE OR REPLACE TABLE t (id int)           | table t
                    CREATE TABLE t (id int)                      | ~~
                    USE `app`                                    | in [`app`]
                    SET NAMES utf8mb4                            | ~~
                    ALTER TABLE t RENAME TO u                    | t to u
                    ALTER TABLE t CHANGE COLUMN a b int, CHANGE c c int | t: a to b
                    RENAME TABLE a TO b, c TO s.d                | a to b; c to s.d
                    """)
    void onMariaDb(String sql, String losses) throws IOException {
        assertThat(losses(LexerRules.mysql(), sql)).isEqualTo(losses);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    DROP TABLE t                       | table t
                    ALTER TABLE t DROP COLUMN (a, b)   | column t a; column t b
                    ALTER TABLE t DROP COLUMN a, b     | column t a; column t b
                    DROP SCHEMA s CASCADE              | schema s
                    SET SCHEMA app                     | in [app]
                    SET SCHEMA_SEARCH_PATH a, b        | in [a, b]
                    ALTER TABLE t ALTER COLUMN a RENAME TO b | t: a to b
                    """)
    void onH2(String sql, String losses) throws IOException {
        assertThat(losses(Dialect.h2().lexerRules(), sql)).isEqualTo(losses);
    }
}
