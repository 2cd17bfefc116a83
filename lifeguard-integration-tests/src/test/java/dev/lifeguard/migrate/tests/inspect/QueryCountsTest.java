package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.explain.ExplainedStatement;
import dev.lifeguard.migrate.inspect.explain.Explanation;
import dev.lifeguard.migrate.inspect.explain.RelationNow;
import dev.lifeguard.migrate.inspect.explain.TargetLook;
import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.StatementTrace;
import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many queries a minute name a table, on a server that counts them. */
@OnPostgres({14, 18})
final class QueryCountsTest {

    private final PostgresServer server;

    QueryCountsTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void countsTheQueriesThatNameATable() throws SQLException {
        try (OwnServer own =
                        OwnServer.like(server, "shared_preload_libraries = 'pg_stat_statements'");
                TestDatabase database = own.server().createDatabase()) {
            database.execute(
                    "CREATE SCHEMA stats",
                    "CREATE EXTENSION pg_stat_statements SCHEMA stats",
                    "CREATE TABLE orders (id int)",
                    "CREATE TABLE orders_old (id int)",
                    "CREATE TABLE \"Items\" (id int)",
                    "SELECT stats.pg_stat_statements_reset()",
                    "CREATE OR REPLACE VIEW stats.pg_stat_statements_info AS SELECT 0::bigint AS"
                            + " dealloc, clock_timestamp() - interval '10 minutes' AS stats_reset");
            for (int count = 0; count < 20; count++) {
                database.execute("SELECT * FROM orders WHERE id = " + count);
            }
            for (int count = 0; count < 10; count++) {
                database.execute("UPDATE public.\"Items\" SET id = " + count);
            }

            assertThat(perMinute(database, "public.orders")).isEqualTo("2.0");
            assertThat(perMinute(database, "public.\"Items\"")).isEqualTo("1.0");
            assertThat(perMinute(database, "public.orders_old")).isEqualTo("0.0");
        }
    }

    @Test
    void doesNotKnowWhereTheServerDoesNotCount() throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE TABLE orders (id int)");
            assertThat(perMinute(database, "public.orders")).isEqualTo("unknown");

            database.execute("CREATE EXTENSION pg_stat_statements");
            assertThat(perMinute(database, "public.orders")).isEqualTo("unknown");
        }
    }

    private static String perMinute(TestDatabase database, String relation) throws SQLException {
        Explanation explanation =
                new Explanation(
                        "a.sql",
                        Optional.empty(),
                        "a",
                        TransactionMode.WHOLE,
                        "18",
                        Explanation.Basis.MIGRATIONS,
                        List.of(statement(relation)),
                        List.of());
        try (TargetLook look = TargetLook.at(database.dataSource())) {
            RelationNow now = look.of(explanation).relations().getFirst();
            assertThat(now.presence()).isEqualTo(RelationNow.Presence.THERE);
            return now.queriesPerMinute()
                    .map(it -> String.valueOf(Math.round(it * 10) / 10.0))
                    .orElse("unknown");
        }
    }

    private static ExplainedStatement statement(String relation) {
        RelationLock lock =
                new RelationLock(
                        relation,
                        RelationLock.Kind.TABLE,
                        LockMode.ACCESS_EXCLUSIVE,
                        Work.BRIEF,
                        RelationLock.Source.OBSERVED);
        return new ExplainedStatement(
                1,
                Place.of("a.sql"),
                "ALTER TABLE",
                "",
                1,
                new StatementTrace(List.of(lock), List.of()));
    }
}
