package dev.lifeguard.migrate.tests.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationEvent.ServerMessage;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the server says beside its answers is an event. */
@OnPostgres
final class ServerMessageTest {

    @AutoClose private final Project project;
    private final List<ServerMessage> heard = new ArrayList<>();

    ServerMessageTest(PostgresServer server) {
        project = new Project(server);
    }

    private void hear(MigrationEvent event) {
        if (event instanceof ServerMessage said) {
            heard.add(said);
        }
    }

    @Test
    void ofEachWayToRunAStatement() {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE FUNCTION say(text) RETURNS int LANGUAGE plpgsql
                    AS $$ BEGIN RAISE NOTICE '%', $1; RETURN 1; END $$;
                DO $$ BEGIN RAISE WARNING 'careful'; END $$;
                SELECT say('one row');
                DROP TABLE IF EXISTS never;
                """);
        project.write(
                "20240102000000_two.sql",
                """
                -- lifeguard:no-transaction
                DO $$ BEGIN RAISE NOTICE 'outside'; END $$;
                CREATE TABLE t (a int);
                VACUUM t;
                """);

        project.migrator().listener(this::hear).build().up();

        assertThat(heard)
                .containsExactly(
                        new ToldEvent.ServerMessage("WARNING", true, "careful"),
                        new ToldEvent.ServerMessage("NOTICE", false, "one row"),
                        new ToldEvent.ServerMessage(
                                "NOTICE", false, "table \"never\" does not exist, skipping"),
                        new ToldEvent.ServerMessage("NOTICE", false, "outside"));
    }

    @Test
    void whatAListenerThrowsEndsTheRunAndNotTheSession() {
        project.write(
                "20240101000000_one.sql",
                "DO $$ BEGIN RAISE NOTICE 'a'; RAISE NOTICE 'b'; END $$;\nCREATE TABLE t ();\n");

        assertThatThrownBy(
                        () ->
                                project.migrator()
                                        .listener(
                                                event -> {
                                                    if (event instanceof ServerMessage said) {
                                                        throw new IllegalStateException(
                                                                said.message());
                                                    }
                                                })
                                        .build()
                                        .up())
                .isInstanceOf(RuntimeException.class)
                .hasStackTraceContaining("IllegalStateException: a");
        assertThat(project.up().applied()).hasSize(1);
    }
}
