package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationEvent.ServerMessage;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What MariaDB warns of is told, but for what a script asks for itself. */
final class MariaDbWarningsTest {

    private static final String FILE = "20240101000000_warnings.sql";

    @AutoClose
    private final ContractProject project =
            ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    private final List<ServerMessage> heard = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private void hear(MigrationEvent event) {
        if (event instanceof ServerMessage said) {
            heard.add(said);
        }
        if (event instanceof MigrationEvent.Warning warning) {
            warnings.add(warning.message());
        }
    }

    private void up() {
        project.migrator().listener(this::hear).build().up();
    }

    @Test
    void aWarningAndANoteAreTold() {
        String database = project.database().query("SELECT database()").getFirst();
        project.write(
                FILE,
                """
                create table item (a tinyint);
                drop table if exists nowhere;
                set sql_mode = '';
                insert into item values (1000), (1);
                """);
        project.write(
                "20240102000000_data.sql",
                "set sql_mode = '';\ninsert into item values (1), (-1000);\nselect 1 / 0;\n");

        up();

        assertThat(heard)
                .containsExactly(
                        new ToldEvent.ServerMessage(
                                "NOTE", false, "Unknown table '%s.nowhere'".formatted(database)),
                        new ToldEvent.ServerMessage(
                                "WARNING", true, "Out of range value for column 'a' at row 1"),
                        new ToldEvent.ServerMessage(
                                "WARNING", true, "Out of range value for column 'a' at row 2"));
    }

    @Test
    void aServerThatDoesNotWaitForTheDiskIsNamedOnce() {
        project.write(FILE, "create table item (a int);\n");
        project.write("20240102000000_data.sql", "insert into item values (1);\n");

        up();

        assertThat(warnings)
                .contains(
                        "The server does not wait for the disk at a COMMIT"
                                + " (innodb_flush_log_at_trx_commit is 0): what was applied in the"
                                + " last second before a crash of it may be lost. Set"
                                + " innodb_flush_log_at_trx_commit to 1.");

        warnings.clear();
        up();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aServerThatWaitsForTheDiskIsNot() {
        project.write(FILE, "create table item (a int);\n");
        project.database().execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        try {
            up();
        } finally {
            project.database().execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
        }

        assertThat(warnings).noneMatch(warning -> warning.contains("disk"));
    }

    @Test
    void aScriptThatAsksForThemIsNotDisturbed() {
        project.write(
                FILE,
                """
                create table item (a tinyint);
                set sql_mode = '';
                insert into item values (1000), (1);
                get diagnostics @warnings = number;
                insert into item values (@warnings + 10);
                """);

        up();

        assertThat(heard).isEmpty();
        assertThat(project.database().query("SELECT a FROM item ORDER BY a"))
                .containsExactly("1", "11", "127");
    }
}
