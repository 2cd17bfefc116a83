package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.TracedSql;
import dev.lifeguard.migrate.inspect.trace.TracedSql.Place;
import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LOCK TABLE takes no materialized view, and its locks are seen all the same. */
@OnPostgres({14, 18})
final class MaterializedViewTraceTest {

    private final PostgresServer server;

    MaterializedViewTraceTest(PostgresServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"WITH DATA", "WITH NO DATA"})
    void seesTheLockOfAnIndexThatIsBuiltConcurrently(String data) throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE MATERIALIZED VIEW totals AS SELECT 1 AS number " + data);
            try (LockTrace trace = LockTrace.on(database.dataSource())) {
                TracedSql sql =
                        new TracedSql(
                                "CREATE INDEX CONCURRENTLY by_number ON totals (number)",
                                "CREATE INDEX",
                                Place.ALONE);

                assertThat(trace.run(sql).locks())
                        .containsExactly(
                                new RelationLock(
                                        "public.totals",
                                        RelationLock.Kind.TABLE,
                                        LockMode.SHARE_UPDATE_EXCLUSIVE,
                                        Work.BUILD,
                                        RelationLock.Source.OBSERVED));
            }
        }
    }
}
