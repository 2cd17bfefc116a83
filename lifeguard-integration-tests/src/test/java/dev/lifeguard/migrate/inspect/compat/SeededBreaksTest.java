package dev.lifeguard.migrate.inspect.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.compat.CheckedStatement.Change;
import dev.lifeguard.migrate.inspect.compat.CompatFinding.Level;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;

/** Each seeded break is found; each migration runs in a transaction that is rolled back. */
@OnPostgres
final class SeededBreaksTest {

    @AutoClose private final Project project;
    private final PgParser parser = PgParser.create();

    SeededBreaksTest(PostgresServer server) {
        project = new Project(server);
        project.writeSample();
        project.write("20240601000000_shop.sql", Kind.resource("shop.sql"));
        project.up();
    }

    @Test
    void findsEachSeededBreak() throws SQLException {
        List<Kind> kinds = Kind.all("breaks.txt");
        List<String> missed = new ArrayList<>();
        try (TestDatabase before = project.database().copy();
                Connection old = before.dataSource().getConnection();
                Connection connection = project.database().dataSource().getConnection()) {
            connection.unwrap(PgConnection.class).setAutosave(AutoSave.ALWAYS);
            SchemaState state = SchemaStateReader.read(connection);
            ImpliedConditions implied = new ImpliedConditions(old);
            for (Kind kind : kinds) {
                Baseline baseline = baseline(connection, state, kind);
                baseline.notAnalysed().forEach(it -> missed.add(kind.name() + ": " + it));
                missed.addAll(missed(connection, state, implied, kind, baseline));
            }
        }
        assertThat(missed).isEmpty();
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(100);
    }

    private Baseline baseline(Connection connection, SchemaState state, Kind kind)
            throws SQLException {
        FoundStatements found = new FoundStatements(kind.broken(), List.of());
        return Baseline.of(
                connection, state, List.of("public"), GivenStatements.of(found, parser).read());
    }

    private List<String> missed(
            Connection connection,
            SchemaState before,
            ImpliedConditions implied,
            Kind kind,
            Baseline baseline)
            throws SQLException {
        List<String> missed = new ArrayList<>();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path = public");
            statement.execute(kind.migration());
            SchemaState now = SchemaStateReader.read(connection);
            Preparer preparer = new Preparer(connection);
            for (CheckedStatement checked : baseline.checked()) {
                List<Said> said =
                        checked.said(
                                preparer,
                                new Change(
                                        before,
                                        now,
                                        implied,
                                        new RefusedDefaults(connection),
                                        new ViewTargets(parser)));
                if (said.stream().noneMatch(it -> it.level() == Level.BREAK)) {
                    missed.add(kind.name() + ": " + checked.statement().given() + said);
                }
            }
        } catch (SQLException failed) {
            missed.add(kind.name() + ": " + failed.getMessage());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return missed;
    }
}
