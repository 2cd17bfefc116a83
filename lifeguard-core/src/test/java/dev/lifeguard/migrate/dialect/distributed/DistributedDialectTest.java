package dev.lifeguard.migrate.dialect.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.HistorySql.DownToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.ProgressToWrite;
import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LockSql.LockRequest;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DistributedDialectTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PostgreSQL  | server_version | 17.2
                    PostgreSQL  | version        | PostgreSQL 17.2 on x86_64-pc-linux-gnu
                    CockroachDB | crdb_version   | CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)
                    CockroachDB | version        | CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)
                    YugabyteDB  | server_version | 15.2-YB-2025.1.0.0-b0
                    YugabyteDB  | server_version | 11.2-YB-2.20.1.0-b0
                    YugabyteDB  | version        | PostgreSQL 15.2-YB-2025.1.0.0-b0 on x86_64
                    """)
    void isTheOneThatTheServerReports(String database, String setting, String value) {
        Map<String, String> settings = Map.of(setting, value);
        assertThat(Dialect.known())
                .filteredOn(
                        known ->
                                known.serves(
                                        "PostgreSQL",
                                        name -> Optional.ofNullable(settings.get(name))))
                .extracting(Dialect::productName)
                .containsExactly(database);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void hasNoTransactionOverDdl(Dialect dialect) {
        assertThat(dialect.transactionalDdl()).isFalse();
        assertThat(dialect.keepsRowsInPlace()).isFalse();
        assertThat(dialect.lexerRules().has(LexerRules.Feature.DDL_COMMITS_BY_ITSELF)).isTrue();
        assertThat(dialect.stateSql(new TableName(null, "t")).changesUnderLock()).isFalse();
    }

    static List<Dialect> dialects() {
        return List.of(Dialect.cockroachdb(), Dialect.yugabytedb());
    }

    /** CockroachDB refuses a statement that changes one table twice. */
    @ParameterizedTest
    @MethodSource("statements")
    void changesTheStateTableOnceAStatement(BoundSql statement) {
        Pattern change =
                Pattern.compile("INSERT INTO|UPDATE \"|DELETE FROM|CREATE TABLE|ALTER TABLE");
        assertThat(change.matcher(statement.sql()).results().count()).isLessThanOrEqualTo(1);
        assertThat(statement.sql().chars().filter(character -> character == '?').count())
                .isEqualTo(statement.values().size());
        assertThat(statement.sql())
                .doesNotContain("FOR KEY SHARE", "pg_stat_activity", "client_connection");
    }

    private static Stream<BoundSql> statements() {
        return dialects().stream().flatMap(DistributedDialectTest::statements);
    }

    private static Stream<BoundSql> statements(Dialect dialect) {
        StateSql sql = dialect.stateSql(new TableName("s", "t"));
        ProgressToWrite progress = new ProgressToWrite("up", 1, null, "done", null);
        RowToWrite row =
                new RowToWrite(
                        1,
                        null,
                        "a",
                        "checksum",
                        LEASE,
                        new DownToWrite("down", "c"),
                        "me",
                        1L,
                        progress);
        List<BoundSql> all = new ArrayList<>();
        all.add(sql.history(StateSql.HistoryColumns.WITH_DOWN_SCRIPTS));
        all.add(sql.inspect());
        all.add(sql.createTable());
        all.addAll(sql.addColumns(Set.of()));
        all.add(sql.acquire(new LockRequest("token", "holder", LEASE, 7)));
        all.add(sql.holder());
        all.addAll(sql.takeOver("token", LEASE));
        all.add(sql.renew("token", LEASE));
        all.add(sql.fence("token"));
        all.add(sql.hold("token"));
        all.add(sql.release("token"));
        all.add(sql.releaseOfEnded("token"));
        all.add(sql.insertApplied("token", LEASE, row));
        all.add(sql.recordProgress("token", LEASE, row));
        all.add(sql.deleteRecord("token", LEASE, 1));
        all.add(sql.updateChecksum("token", LEASE, 1, "checksum"));
        all.addAll(dialect.transactionPrelude(LEASE));
        all.addAll(dialect.surroundings(Lasting.TRANSACTION, "\"a\", public", LEASE));
        return all.stream();
    }

    @Test
    void aTransactionOfCockroachDbsIsSerializable() {
        assertThat(Dialect.cockroachdb().transactionPrelude(LEASE))
                .extracting(BoundSql::sql)
                .containsExactly(
                        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                        "SET LOCAL idle_in_transaction_session_timeout = '30000'");
    }

    @Test
    void aSearchPathIsAListAndAnEmptyOneAString() {
        assertThat(Dialect.yugabytedb().surroundings(Lasting.SESSION, "\"a b\", public", LEASE))
                .extracting(BoundSql::sql)
                .containsExactly(
                        "SET search_path = \"a b\", public",
                        "SET TimeZone = 'UTC'",
                        "SET lock_timeout = '30000'");
        assertThat(Dialect.yugabytedb().surroundings(Lasting.TRANSACTION, "", null))
                .extracting(BoundSql::sql)
                .containsExactly("SET LOCAL search_path = ''", "SET LOCAL TimeZone = 'UTC'");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aTransactionToBeBegunAnewIsOneThatAnotherWasInTheWayOf(Dialect dialect) {
        assertThat(dialect.condition("40001", 0)).isEqualTo(Condition.BUSY);
        assertThat(dialect.condition("23505", 0)).isEqualTo(Condition.ALREADY_THERE);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void anExclusionIsRefused(Dialect dialect) {
        SchemaChange change =
                new SchemaChange.AddConstraint(
                        "t", Constraint.exclusion("t_apart", "gist").element("n", "="));
        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> dialect.ddl(change))
                .withMessage(
                        ("LG-302 \"t_apart\" needs exclusion constraints, which %s does not have."
                                        + " Check it in a trigger.")
                                .formatted(dialect.productName()));
    }
}
