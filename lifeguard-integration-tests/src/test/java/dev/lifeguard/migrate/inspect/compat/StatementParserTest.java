package dev.lifeguard.migrate.inspect.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.compat.ReadStatement.Preparable;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.Unread;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.WithoutSchema;
import dev.lifeguard.migrate.pgparser.PgParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements as applications, files and pg_stat_statements have them. */
final class StatementParserTest {

    private static final PgParser PARSER = PgParser.create();

    private static List<String> sql(String given) {
        return new StatementParser(PARSER)
                .read(given).stream()
                        .map(
                                read ->
                                        switch (read) {
                                            case Preparable it -> it.sql();
                                            case WithoutSchema it -> "without schema";
                                            case Unread it -> "unread: " + it.reason();
                                        })
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT a FROM t WHERE b = ? AND c = ?|SELECT a FROM t WHERE b = $1 AND c = $2",
                "SELECT a ? 'x' FROM t|SELECT a ? 'x' FROM t",
                "SELECT a ?? 'x' FROM t WHERE b = ?|SELECT a ? 'x' FROM t WHERE b = $1",
                "SELECT '?' FROM t WHERE b = ?|SELECT '?' FROM t WHERE b = $1",
                "SELECT a::int FROM t WHERE b = :b OR c = :c OR :b|SELECT a::int FROM t WHERE b ="
                        + " $1 OR c = $2 OR $1",
                "SELECT a[1:2] FROM t WHERE b = :b|SELECT a[1:2] FROM t WHERE b = $1",
                "SELECT a FROM t WHERE b = #{b.c}|SELECT a FROM t WHERE b = $1",
                "SELECT a FROM t WHERE b = %s AND c LIKE '%%s'|SELECT a FROM t WHERE b = $1 AND c"
                        + " LIKE '%%s'",
                "SELECT a FROM t WHERE b = %(name)s|SELECT a FROM t WHERE b = $1",
                "SELECT interval $1, date $2 + 1|SELECT ($1::interval), ($2::date) + 1",
                "SELECT EXTRACT($1 FROM a) FROM t|SELECT date_part($1, a) FROM t",
                "SELECT a FROM t WHERE b IN ($1 /*, ... */)|SELECT a FROM t WHERE b IN ($1 /*, ..."
                        + " */)",
                "COPY t (a, b) FROM STDIN|INSERT INTO \"t\" (\"a\", \"b\") VALUES ($1, $2)",
                "COPY (SELECT (a) FROM t) TO STDOUT (FORMAT csv, HEADER)|SELECT (a) FROM t",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v|SELECT FROM \"v\"",
                "COPY s.t TO STDOUT|SELECT * FROM \"s\".\"t\"",
                "TRUNCATE t|DELETE FROM \"t\"",
                "LOCK TABLE t|SELECT FROM \"t\"",
                "DECLARE c CURSOR FOR SELECT a FROM t|SELECT a FROM t",
                "EXPLAIN ANALYZE SELECT a FROM t|SELECT a FROM t",
                "BEGIN|without schema",
                "SET search_path = a|without schema",
                "CALL p()|unread: PostgreSQL prepares no statement of this kind",
                "SELECT a FROM|unread: PostgreSQL's parser refuses it: syntax error at end of"
                        + " input",
            })
    void readsMarksAndStatementsOfAllKinds(String given, String expected) {
        assertThat(sql(given)).containsExactly(expected);
    }

    @Test
    void readsStatementsOverSeveralLines() {
        String text =
                """
                -- what the application runs
                SELECT a
                FROM t
                WHERE b = ?
                SELECT c FROM t

                WITH x AS (
                    SELECT a FROM t
                )
                SELECT * FROM x;
                INSERT INTO t (a)
                SELECT b FROM u
                ON CONFLICT DO NOTHING
                SELECT a FROM t WHERE (
                DELETE FROM t
                """;

        assertThat(StatementFile.statements(text, PARSER).texts())
                .containsExactly(
                        "SELECT a\nFROM t\nWHERE b = ?",
                        "SELECT c FROM t",
                        "WITH x AS (\n    SELECT a FROM t\n)\nSELECT * FROM x;",
                        "INSERT INTO t (a)\nSELECT b FROM u\nON CONFLICT DO NOTHING",
                        "SELECT a FROM t WHERE (",
                        "DELETE FROM t");
    }
}
