package dev.lifeguard.migrate.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.HistorySql.Closing;
import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.dialect.HistorySql.ProgressToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.dialect.LockSql.LockRequest;
import dev.lifeguard.migrate.dialect.LockSql.Opening;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PostgresDialectTest {

    private static final String CONNECTION_CHECK =
            """
            CASE WHEN pg_catalog.version() OPERATOR(pg_catalog.!~*) '(mingw|visual c|msvc)'
                 THEN pg_catalog.set_config(
                          'client_connection_check_interval', '1000', ?)
            END\
            """;

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Dialect dialect = Dialect.postgresql();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    history      | "history"
                    My History   | "My History"
                    say "hi"     | "say ""hi""\"
                    "            | ""\""
                    "; DROP x;-- | ""\"; DROP x;--"
                    größe        | "größe"
                    a.b          | "a.b"
                    back\\slash  | "back\\slash"
                    """)
    void quotesAnIdentifier(String identifier, String quoted) {
        assertThat(dialect.quote(identifier)).isEqualTo(quoted);
    }

    @Test
    void isPostgresql() {
        assertThat(dialect.productName()).isEqualTo("PostgreSQL");
        assertThat(dialect.transactionalDdl()).isTrue();
        assertThat(dialect.lexerRules()).isEqualTo(LexerRules.postgresql());
    }

    @Test
    void readsStringsAsTheSessionDoes() {
        assertThat(dialect.lexerRules(name -> Optional.empty())).isEqualTo(LexerRules.postgresql());
        assertThat(dialect.lexerRules(name -> Optional.of("on")))
                .isEqualTo(LexerRules.postgresql());
        assertThat(
                        dialect.lexerRules(
                                name ->
                                        name.equals("standard_conforming_strings")
                                                ? Optional.of("off")
                                                : Optional.empty()))
                .isEqualTo(LexerRules.postgresql().with(LexerRules.Feature.BACKSLASH_STRINGS));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void quotesTheStateTableInEveryStatement(BoundSql statement) {
        assertThat(statement.sql() + statement.values())
                .contains("\"odd \"\"schema\"\"\".\"odd \"\"table\"\"\"")
                .doesNotContainPattern("odd \"(?!\")");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void marksEachValueWithOneQuestionMark(BoundSql statement) {
        assertThat(statement.sql().chars().filter(character -> character == '?').count())
                .isEqualTo(statement.values().size());
    }

    private static Stream<BoundSql> statements() {
        StateSql sql =
                Dialect.postgresql().stateSql(new TableName("odd \"schema\"", "odd \"table\""));
        ProgressToWrite progress = new ProgressToWrite("up", 1, null, "done", null);
        RowToWrite applied =
                new RowToWrite(
                        1,
                        null,
                        "a",
                        "checksum",
                        Duration.ofMillis(5),
                        new DownToWrite("down", "c"),
                        "me",
                        1L,
                        null);
        RowToWrite partWay =
                new RowToWrite(1, null, "a", "checksum", null, null, "me", 1L, progress);
        List<BoundSql> all = new ArrayList<>();
        all.add(sql.history(HistoryColumns.WITH_DOWN_SCRIPTS));
        all.add(sql.history(HistoryColumns.WITHOUT_DOWN_SCRIPTS));
        all.add(sql.history(HistoryColumns.WITHOUT_DOWN_SCRIPTS, Set.of()));
        all.add(sql.createTable());
        all.add(sql.addColumns(Set.of()).getFirst());
        all.add(sql.acquire(new LockRequest("token", "holder", LEASE, 7)));
        all.add(sql.holder());
        all.add(sql.holderOfSixColumns());
        all.add(sql.takeOver("token", LEASE).getLast());
        all.add(sql.renew("token", LEASE));
        all.add(sql.fence("token"));
        all.add(sql.hold("token"));
        all.add(sql.release("token"));
        all.add(sql.insertApplied("token", LEASE, applied));
        all.add(sql.recordProgress("token", LEASE, applied));
        all.add(sql.recordProgress("token", LEASE, partWay));
        all.add(sql.deleteRecord("token", LEASE, 1));
        all.add(sql.opening("token", new Opening(LEASE, "public", LEASE)));
        all.add(sql.closeApplied("token", LEASE, Closing.FOLLOWED, applied));
        all.add(sql.closeRolledBack("token", LEASE, Closing.DURABLE, 1));
        all.add(sql.closeAmong("token", applied, 2L));
        all.add(sql.endWriter("token", LEASE).getLast());
        all.add(sql.updateChecksum("token", LEASE, 1, "checksum"));
        return all.stream();
    }

    @Test
    void leavesTheSchemaOutWhereNoneIsConfigured() {
        StateSql sql = dialect.stateSql(new TableName(null, "history"));

        assertThat(sql.hold("token"))
                .isEqualTo(
                        BoundSql.of(
                                "SELECT 1 FROM \"history\" WHERE version OPERATOR(pg_catalog.=) -1"
                                        + " AND checksum OPERATOR(pg_catalog.=) ? FOR KEY SHARE",
                                "token"));
    }

    @Test
    void createsTheSchemaByItsQuotedName() {
        StateSql sql = dialect.stateSql(new TableName("odd \"schema\"", "history"));

        assertThat(sql.createSchema())
                .isEqualTo(BoundSql.of("CREATE SCHEMA IF NOT EXISTS \"odd \"\"schema\"\"\""));
    }

    @Test
    void looksIntoTheSchemaBeforeTheSearchPath() {
        assertThat(dialect.sessionSql().pathThrough("My \"Shop\"", "\"$user\", public"))
                .isEqualTo("\"My \"\"Shop\"\"\", \"$user\", public");
    }

    @Test
    void looksIntoTheSchemaAloneWhereTheSearchPathIsEmpty() {
        assertThat(dialect.sessionSql().pathThrough("shop", " ")).isEqualTo("\"shop\"");
    }

    @Test
    void letsTheServerEndATransactionThatSitsIdle() {
        assertThat(dialect.transactionPrelude(LEASE))
                .containsExactly(
                        BoundSql.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"),
                        BoundSql.of(
                                "SELECT "
                                        + set("idle_in_transaction_session_timeout")
                                        + CONNECTION_CHECK,
                                "30000",
                                true,
                                true));
    }

    @Test
    void givesAScriptItsSurroundingsForATransaction() {
        assertThat(dialect.surroundings(Lasting.TRANSACTION, "shop", Duration.ofSeconds(5)))
                .containsExactly(
                        BoundSql.of(
                                "SELECT "
                                        + set("search_path")
                                        + set("TimeZone")
                                        + last("lock_timeout"),
                                "shop",
                                true,
                                "UTC",
                                true,
                                "5000",
                                true));
    }

    @Test
    void givesAScriptItsSurroundingsForASession() {
        assertThat(dialect.surroundings(Lasting.SESSION, "shop", Duration.ofSeconds(5)))
                .containsExactly(
                        BoundSql.of(
                                "SELECT "
                                        + set("search_path")
                                        + set("TimeZone")
                                        + CONNECTION_CHECK
                                        + ",\n       "
                                        + last("lock_timeout"),
                                "shop",
                                false,
                                "UTC",
                                false,
                                false,
                                "5000",
                                false));
    }

    @Test
    void letsAScriptWaitForLocksAsLongAsItTakes() {
        assertThat(dialect.surroundings(Lasting.TRANSACTION, "shop", null))
                .containsExactly(
                        BoundSql.of(
                                "SELECT " + set("search_path") + last("TimeZone"),
                                "shop",
                                true,
                                "UTC",
                                true));
    }

    private static String set(String setting) {
        return last(setting) + ",\n       ";
    }

    private static String last(String setting) {
        return "pg_catalog.set_config('" + setting + "', ?, ?)";
    }

    @Test
    void readsThePeculiaritiesOfPostgresql() {
        assertThat(LexerRules.postgresql().features())
                .containsExactlyInAnyOrder(
                        Feature.NESTED_COMMENTS,
                        Feature.DOLLAR_QUOTES,
                        Feature.PREFIXED_STRINGS,
                        Feature.STANDARD_STRINGS_SETTING,
                        Feature.ATOMIC_BODIES,
                        Feature.COPY_DATA,
                        Feature.CLIENT_COMMANDS)
                .isUnmodifiable();
    }
}
