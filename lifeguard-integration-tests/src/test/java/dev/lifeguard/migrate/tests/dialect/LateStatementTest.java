package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.CutDataSource.Moment;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** MariaDB goes on with a statement whose client is gone; the next run sends it again meanwhile. */
final class LateStatementTest {

    private static final String STATEMENT = "ALTER TABLE one ADD COLUMN late int";

    private final ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running());
    @AutoClose private final ContractProject project = ContractProject.of(database);

    private boolean waitForTheTable(int statements) {
        return database.query(
                        """
                        SELECT count(*) FROM information_schema.processlist
                        WHERE db = database() AND state LIKE '%%metadata lock' AND info = '%s'
                        """
                                .formatted(STATEMENT))
                .equals(List.of(Integer.toString(statements)));
    }

    @Test
    void itsEffectIsTakenForTheStatements() throws SQLException {
        project.write(
                "20240101000000_one.sql", "CREATE TABLE one (id int);\n%s;\n".formatted(STATEMENT));
        failureOf(
                () ->
                        Migrator.builder(
                                        new CutDataSource(
                                                database.dataSource(), STATEMENT, Moment.BEFORE))
                                .source(MigrationSource.directory(project.directory()))
                                .lease(Duration.ofSeconds(1))
                                .build()
                                .up());

        Background<MigrationReport> next;
        try (Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM one");
            Background<Integer> first = Background.start(this::executeLate);
            Await.until("the first waits", () -> waitForTheTable(1));
            next = Background.start(project::up);
            Await.until("the second waits", () -> waitForTheTable(2));
            reader.commit();
            first.result();
        }

        next.result();
        assertThat(project.history()).containsExactly("one|whole");
    }

    private int executeLate() {
        database.execute(STATEMENT);
        return 0;
    }
}
