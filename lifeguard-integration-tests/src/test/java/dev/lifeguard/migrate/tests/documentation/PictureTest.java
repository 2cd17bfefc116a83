package dev.lifeguard.migrate.tests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The picture in the README is of a real run; {@code make picture} writes it anew.
 *
 * <p>A migration fails, nothing of it stays, and once it is mended it is applied.
 */
@OnPostgres(18)
final class PictureTest {

    private static final Path PICTURE = Path.of("..", "docs", "images", "terminal.svg");
    private static final Path JAR =
            Path.of("..", "lifeguard-cli", "target", "lifeguard-migrate.jar").toAbsolutePath();
    private static final String PROMPT = "\033[36m$\033[0m ";

    @AutoClose private final Project project;

    PictureTest(PostgresServer server) {
        project = new Project(server);
        project.write(
                "20240120120000_create_users.sql",
                "CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);");
        project.write(
                "20240120130000_create_orders.sql",
                """
                CREATE TABLE orders (
                    id bigint PRIMARY KEY,
                    user_id bigint REFERENCES user (id)
                );
                """);
        project.write(
                "20240120140000_index_orders.sql",
                "CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);");
    }

    @Test
    void isOfARealRun() throws Exception {
        StringBuilder shown = new StringBuilder();
        shown.append(run("up"));
        String file = "20240120130000_create_orders.sql";
        shown.append(PROMPT).append("sed -i 's/REFERENCES user/REFERENCES users/' ");
        shown.append("migrations/*_create_orders.sql\n");
        Path broken = project.directory().resolve(file);
        Files.writeString(broken, Files.readString(broken).replace("user (id)", "users (id)"));
        shown.append(run("up")).append(run("status"));
        TerminalPicture picture = new TerminalPicture(shown.toString());

        if (Boolean.getBoolean("picture.update")) {
            Files.createDirectories(PICTURE.getParent());
            Files.writeString(PICTURE, picture.svg());
        }
        assertThat(comparable(Files.readString(PICTURE))).isEqualTo(comparable(picture.svg()));
    }

    /** In a terminal, so that there are colours; the progress, which is written over, is off. */
    private String run(String command) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = Files.createTempFile(project.directory(), "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                        "script",
                        "-qec",
                        "'%s' -jar '%s' -q %s --migrations-dir '%s' --database-url '%s'; true"
                                .formatted(
                                        java,
                                        JAR,
                                        command,
                                        project.directory(),
                                        project.database().url()),
                        "/dev/null");
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().remove("NO_COLOR");
        Process terminal =
                builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(terminal.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String shown = Files.readString(output).replace("\r", "");
        Files.delete(output);
        return PROMPT + "lifeguard-migrate " + command + "\n" + wrapped(shown) + "\n";
    }

    /** A terminal of 100 columns would break the long lines of a message. */
    private static String wrapped(String shown) {
        StringBuilder text = new StringBuilder();
        for (String line : shown.lines().toList()) {
            text.append(
                            line.length() > 130
                                    ? line.replaceAll("(.{1,100})(?: |$)", "$1\n").stripTrailing()
                                    : line)
                    .append('\n');
        }
        return text.toString();
    }

    /** Without sizes, which follow from the text, and times. */
    private static List<String> comparable(String svg) {
        return svg.lines()
                .filter(line -> line.startsWith("<text"))
                .map(
                        line ->
                                line.replaceAll(
                                                "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d",
                                                "MOMENT")
                                        .replaceAll(" *\\d+ ms| *\\d+\\.\\d s", " TIME")
                                        .replaceAll(" {2,}", "  "))
                .toList();
    }
}
