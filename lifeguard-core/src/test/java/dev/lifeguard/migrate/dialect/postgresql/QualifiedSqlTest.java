package dev.lifeguard.migrate.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.CancelBlockers;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.HistorySql.Closing;
import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.dialect.HistorySql.ProgressToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.dialect.LockSql.LockRequest;
import dev.lifeguard.migrate.dialect.LockSql.Opening;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement of the tool's own says which function, operator, type and relation it means. */
final class QualifiedSqlTest {

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"");

    private static final Pattern OWN_OPERATOR = Pattern.compile("OPERATOR\\(pg_catalog\\.[^)]+\\)");

    private static final Pattern SETS =
            Pattern.compile(
                    "\\bSET\\b.*?(?=\\bFROM\\b|\\bWHERE\\b|\\bRETURNING\\b|$)", Pattern.DOTALL);

    private static final Pattern ASSIGNMENT = Pattern.compile("((?:SET|SET LOCAL|,)\\s+\\w+) =");

    /** What is no operator though it looks like one, and casts to types that are words of SQL. */
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "-1\\b|(?<=pg_catalog.count)\\(\\*\\)|::pg_catalog\\.\\w+|::(?:bigint|integer|boolean|varchar|timestamp)\\b");

    private static final Pattern UNQUALIFIED =
            Pattern.compile(
                    String.join(
                            "|",
                            "[-+*/<>=~!@#%^&|`]+",
                            "::",
                            "(?<![.\\w])(?!coalesce|greatest|extract|varchar|ARRAY|ANY)\\w+\\(",
                            "(?<![.\\w])pg_(?!catalog\\.)\\w+",
                            "(?<![.\\w])(?:text|timestamptz|regclass|jsonb)\\b",
                            "\\b(?:I?LIKE|BETWEEN|NULLIF|nullif|NATURAL|SIMILAR|DISTINCT FROM)\\b",
                            "\\b(?:IN|USING) \\(",
                            "\\bCASE (?!WHEN\\b)"));

    private static final RowToWrite ROW =
            new RowToWrite(
                    1,
                    null,
                    "n",
                    "c",
                    Duration.ZERO,
                    new DownToWrite("d", "c"),
                    "b",
                    1L,
                    new ProgressToWrite("up", 1, 1, "c", "h"));

    private static final Map<Class<?>, Object> SAMPLES =
            Map.of(
                    HistoryColumns.class,
                    HistoryColumns.WITH_DOWN_SCRIPTS,
                    Set.class,
                    Set.of("version"),
                    LockRequest.class,
                    new LockRequest("t", "h", Duration.ofSeconds(30), 1),
                    String.class,
                    "x",
                    Duration.class,
                    Duration.ofSeconds(30),
                    Opening.class,
                    new Opening(Duration.ZERO, "p", Duration.ZERO),
                    RowToWrite.class,
                    ROW,
                    long.class,
                    1L,
                    Long.class,
                    1L,
                    Closing.class,
                    Closing.FOLLOWED);

    static Stream<String> statements() throws ReflectiveOperationException {
        List<String> all = new ArrayList<>();
        for (Dialect dialect :
                List.of(Dialect.postgresql(), Dialect.cockroachdb(), Dialect.yugabytedb())) {
            for (String schema : Arrays.asList(null, "s")) {
                collect(StateSql.class, dialect.stateSql(new TableName(schema, "t")), all);
            }
            StateSql sql = dialect.stateSql(new TableName(null, "t"));
            all.addAll(texts(sql.inTheWayOf(1, new CancelBlockers.Autovacuum())));
            SessionSql session = dialect.sessionSql();
            all.addAll(texts(List.of(session.place(), session.changed(), session.identity())));
            all.addAll(texts(dialect.transactionPrelude(Duration.ofSeconds(1))));
            all.addAll(texts(dialect.surroundings(Lasting.SESSION, "p", Duration.ofSeconds(1))));
        }
        return all.stream().distinct();
    }

    private static void collect(Class<?> type, Object sql, List<String> all)
            throws ReflectiveOperationException {
        for (Method method : type.getMethods()) {
            Object[] arguments =
                    Stream.of(method.getParameterTypes()).map(QualifiedSqlTest::sample).toArray();
            try {
                all.addAll(texts(method.invoke(sql, arguments)));
            } catch (InvocationTargetException notHere) {
                assertThat(notHere.getCause()).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    private static Object sample(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == CancelBlockers.class) {
            return new CancelBlockers.OlderThan(Duration.ofMinutes(5));
        }
        return SAMPLES.containsKey(type) ? SAMPLES.get(type) : type.getEnumConstants()[0];
    }

    private static List<String> texts(Object value) {
        return switch (value) {
            case BoundSql bound -> List.of(bound.sql());
            case Optional<?> maybe -> maybe.map(QualifiedSqlTest::texts).orElse(List.of());
            case Collection<?> several ->
                    several.stream().flatMap(each -> texts(each).stream()).toList();
            default -> List.of();
        };
    }

    @Test
    void allStatementsAreSeen() throws ReflectiveOperationException {
        assertThat(statements().count()).isGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void saysWhatItMeans(String sql) {
        assertThat(unqualified(sql)).as(sql).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM t WHERE a = b",
                "SELECT count(*)",
                "SELECT a || b",
                "SELECT a - b",
                "SELECT lower(a)",
                "UPDATE t SET a = b + 1",
                "UPDATE t SET a = b WHERE c = d",
                "SELECT nullif(a, b)",
                "SELECT a::text",
                "SELECT a::regclass",
                "SELECT a FROM pg_class",
                "SELECT a LIKE b",
                "SELECT a IN (b)",
                "SELECT a IS DISTINCT FROM b",
                "SELECT CASE a WHEN b THEN c END",
                "SELECT FROM a JOIN b USING (c)",
                "CREATE TABLE t (a text)"
            })
    void catchesWhatDoesNot(String sql) {
        assertThat(unqualified(sql)).isNotEmpty();
    }

    private static List<String> unqualified(String sql) {
        String bare = LITERAL.matcher(sql).replaceAll("x");
        bare = OWN_OPERATOR.matcher(bare).replaceAll(" ");
        bare = SETS.matcher(bare).replaceAll(QualifiedSqlTest::withoutAssignments);
        bare = HARMLESS.matcher(bare).replaceAll(" ");
        return UNQUALIFIED.matcher(bare).results().map(MatchResult::group).toList();
    }

    private static String withoutAssignments(MatchResult sets) {
        return Matcher.quoteReplacement(ASSIGNMENT.matcher(sets.group()).replaceAll("$1"));
    }
}
