package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.dialect.CutDataSource.Moment;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of statement that PostgreSQL runs outside a transaction, cut off before it was sent, in
 * its middle, and when it was done and its answer was lost: the next run goes on by itself.
 */
@OnPostgres
final class PostgresCutOffTest {

    private static final String BEFORE =
            """
            CREATE TABLE one (id int);
            CREATE INDEX one_old ON one (id);
            CREATE TABLE "P" (id int) PARTITION BY RANGE (id);
            CREATE TABLE part PARTITION OF "P" FOR VALUES FROM (0) TO (9);
            """;

    private static final String STATE =
            """
            SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = 'one'::regclass
            UNION ALL SELECT inhrelid::regclass::text, inhdetachpending FROM pg_inherits
            UNION ALL SELECT datname, datconnlimit = -1 FROM pg_database
            WHERE datname LIKE current_database() || '\\_%'
            UNION ALL SELECT subname, true FROM pg_subscription
            JOIN pg_database d ON d.oid = subdbid AND datname = current_database()
            UNION ALL SELECT spcname, true FROM pg_tablespace
            WHERE spcname LIKE current_database() || '\\_%'
            ORDER BY 1
            """;

    /** The statement of the script; the state table is waited for now and then. */
    private static final String WAITING =
            """
             FROM pg_stat_activity waiter
            WHERE datname = current_database() AND EXISTS (
                SELECT FROM pg_stat_activity o WHERE o.pid = ANY (pg_blocking_pids(waiter.pid))
                AND o.query LIKE 'LOCK TABLE one%')
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;

    PostgresCutOffTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        database.execute(
                "ALTER DATABASE %s SET allow_in_place_tablespaces = on".formatted(database.name()));
        project.write("20240101000000_one.sql", BEFORE);
        project.up();
    }

    /**
     * A statement, what must lock the tables for it to wait in its middle, and what it leads to.
     */
    enum Kind {
        INDEX("CREATE INDEX /* now */ CONCURRENTLY U&\"n\\0065w\" ON one -- x\n (id)", "new|t"),
        UNIQUE_INDEX("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS new ON ONLY one(id)", "new|t"),
        UNNAMED("CREATE INDEX CONCURRENTLY ON public.one (id)", "one_id_idx|t"),
        EXPRESSION("CREATE INDEX CONCURRENTLY ON one ((id + 1))", "one_expr_idx|t"),
        REINDEX_INDEX("REINDEX INDEX CONCURRENTLY one_old", ""),
        REINDEX_TABLE("REINDEX (CONCURRENTLY) TABLE /* t */ public.\"one\"", ""),
        REINDEX_SCHEMA("REINDEX SCHEMA CONCURRENTLY public", ""),
        REINDEX_DATABASE("REINDEX DATABASE CONCURRENTLY %s", ""),
        DROP_INDEX("DROP INDEX CONCURRENTLY public /* s */ . one_old", "-one_old|t"),
        DETACH("ALTER TABLE \"P\" DETACH PARTITION public.part CONCURRENTLY", "-part|f"),
        CREATE_DATABASE("CREATE DATABASE %s_new", "{d}_new|t"),
        DROP_DATABASE("DROP DATABASE /* d */ %s_gone", "-{d}_gone|t"),
        CREATE_TABLESPACE("CREATE TABLESPACE %s_new LOCATION ''", "{d}_new|t"),
        DROP_TABLESPACE("DROP /* t */ TABLESPACE %s_gone", "-{d}_gone|t"),
        DROP_SUBSCRIPTION("DROP SUBSCRIPTION gone", "-gone|t"),
        ALTER_SUBSCRIPTION("ALTER SUBSCRIPTION gone SET PUBLICATION q WITH (refresh = false)", ""),
        VACUUM("VACUUM one", ""),
        SYSTEM("ALTER SYSTEM RESET work_mem", "");

        private final String sql;
        private final String change;

        Kind(String sql, String change) {
            this.sql = sql;
            this.change = change;
        }
    }

    static Set<Kind> withAMiddle() {
        return EnumSet.range(Kind.INDEX, Kind.DETACH);
    }

    private String write(Kind kind) {
        if (kind == Kind.DROP_DATABASE) {
            database.execute("CREATE DATABASE %s_gone".formatted(database.name()));
        }
        if (kind == Kind.DROP_TABLESPACE) {
            database.execute("CREATE TABLESPACE %s_gone LOCATION ''".formatted(database.name()));
        }
        if (kind == Kind.DROP_SUBSCRIPTION || kind == Kind.ALTER_SUBSCRIPTION) {
            database.execute(
                    """
                    CREATE SUBSCRIPTION gone CONNECTION 'dbname=x' PUBLICATION p
                    WITH (connect = false, slot_name = NONE)
                    """);
        }
        String sql = kind.sql.formatted(database.name());
        project.write(
                "20240102000000_two.sql",
                "INSERT INTO one VALUES (1);\n%s;\nCREATE TABLE last (id int);\n".formatted(sql));
        return sql;
    }

    private List<String> expected(Kind kind) {
        List<String> state = new ArrayList<>(database.query(STATE));
        String change = kind.change.replace("{d}", database.name());
        if (change.startsWith("-")) {
            assertThat(state.remove(change.substring(1))).isTrue();
        } else if (!change.isEmpty()) {
            state.add(change);
        }
        return state;
    }

    private void requireWhole(List<String> expected) {
        assertThat(project.up().applied()).hasSize(1);
        assertThat(database.query(STATE)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("1");
        assertThat(database.has("last")).isTrue();
    }

    /** What keeps the database from being dropped, or stays on the server. */
    @AfterEach
    void clean() {
        database.execute("DROP SUBSCRIPTION IF EXISTS gone");
        for (String name : List.of("_new", "_gone")) {
            database.execute("DROP DATABASE IF EXISTS " + database.name() + name);
            database.execute("DROP TABLESPACE IF EXISTS " + database.name() + name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutBeforeItWasSent(Kind kind) {
        cut(kind, Moment.BEFORE);
    }

    @ParameterizedTest
    @EnumSource
    void doneAndItsAnswerLost(Kind kind) {
        cut(kind, Moment.AFTER);
    }

    private void cut(Kind kind, Moment moment) {
        String sql = write(kind);
        List<String> expected = expected(kind);
        assertThat(
                        failureOf(
                                () ->
                                        project.migrator(
                                                        new CutDataSource(
                                                                database.dataSource(), sql, moment))
                                                .lease(Duration.ofSeconds(1))
                                                .build()
                                                .up()))
                .isInstanceOf(DatabaseUnreachableException.class);
        requireWhole(expected);
    }

    @ParameterizedTest
    @MethodSource("withAMiddle")
    void endedByTheServerInItsMiddle(Kind kind) throws SQLException {
        write(kind);
        List<String> expected = expected(kind);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            Background<MigrationReport> run = blocked(other, statement);
            assertThat(database.query("SELECT pg_terminate_backend(pid)" + WAITING))
                    .containsExactly("t");
            run.failure(DatabaseUnreachableException.class);
        }
        requireWhole(expected);
    }

    @ParameterizedTest
    @MethodSource("withAMiddle")
    void cancelledInItsMiddle(Kind kind) throws SQLException {
        write(kind);
        List<String> expected = expected(kind);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            Background<MigrationReport> run = blocked(other, statement);
            assertThat(database.query("SELECT pg_cancel_backend(pid)" + WAITING))
                    .containsExactly("t");
            run.failure(LifeguardException.class);
        }
        requireWhole(expected);
    }

    /** With a transaction open that has used each table, which the statement waits for. */
    private Background<MigrationReport> blocked(Connection other, Statement statement)
            throws SQLException {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE one, \"P\", part IN ROW EXCLUSIVE MODE");
        Background<MigrationReport> run = Background.start(() -> project.migrator().build().up());
        Await.until(
                "the statement waits",
                () -> run.isDone() || !database.query("SELECT" + WAITING).isEmpty());
        return run;
    }
}
