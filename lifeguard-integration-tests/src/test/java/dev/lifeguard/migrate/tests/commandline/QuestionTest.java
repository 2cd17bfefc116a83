package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What {@code down} asks whoever sits at a terminal. */
@OnPostgres(18)
final class QuestionTest {

    private static final String LOSS =
            "Rolling back 20240101000000 one takes away 2 rows of the table \"one\""
                    + " (20240101000000_one.sql:4:1).";

    @AutoClose private final Project project;

    QuestionTest(PostgresServer server) {
        project = new Project(server);
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.up();
        project.database().execute("INSERT INTO one VALUES (1), (2)");
    }

    @Test
    void namesTheRowsAndNoIsARefusalThatSaysWhatToDo() throws Exception {
        assertThat(shownByDown("n"))
                .contains(LOSS + "\nLet them go? [y/N] ")
                .contains("LG-308 " + LOSS + " Nothing was changed. Let them go with")
                .endsWith("exit 3\n");
        assertThat(project.database().value("SELECT count(*) FROM one")).isEqualTo("2");
    }

    @Test
    void yesLetsThemGo() throws Exception {
        assertThat(shownByDown("y")).contains("Let them go? [y/N] ").endsWith("exit 0\n");
        assertThat(project.database().has("one")).isFalse();
    }

    private String shownByDown(String answer) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder(
                        "script",
                        "-qec",
                        "'%s' -jar '%s' -q down --migrations-dir '%s' --database-url '%s'; echo exit $?"
                                .formatted(
                                        java,
                                        CommandLine.JAR,
                                        project.directory(),
                                        project.database().url()),
                        "/dev/null");
        builder.environment().put("NO_COLOR", "1");
        Process terminal = builder.redirectErrorStream(true).start();
        terminal.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        terminal.getOutputStream().flush();
        String shown = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(terminal.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return shown.replace("\r", "");
    }
}
