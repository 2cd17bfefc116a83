package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.inspect.report.Looked.NotSeen;
import dev.lifeguard.migrate.inspect.report.ReportReader;
import dev.lifeguard.migrate.inspect.report.ReportReader.Others;
import dev.lifeguard.migrate.inspect.report.ReportServer;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code report --serve}: who is answered, and that a page follows a run. */
@OnPostgres(18)
final class ServedReportTest {

    @AutoClose private final Project project;
    @AutoClose private final ReportServer server;

    ServedReportTest(PostgresServer postgres) throws IOException {
        project = new Project(postgres);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        ReportReader reader =
                new ReportReader(
                        project.migrator().build(),
                        project.database().dataSource(),
                        DatabaseProduct.POSTGRESQL,
                        "a place",
                        new TableName(null, TableName.DEFAULT_TABLE));
        Others others = new Others(new NotSeen<>("no lint"), new NotSeen<>("no drift"));
        server = ReportServer.start(reader, reader.read(others), Optional.empty());
    }

    private String answer(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(
                            request.replace("PORT", "" + server.address().getPort())
                                    .replace("\n", "\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path, String host) throws IOException {
        return answer("GET %s HTTP/1.1\nHost: %s\nConnection: close\n\n".formatted(path, host));
    }

    @Test
    void answersTheBrowsersOfThisMachine() throws IOException {
        assertThat(get("/", "127.0.0.1:PORT"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'; ")
                .containsIgnoringCase("; frame-ancestors 'none'\r\n")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .containsIgnoringCase("\r\nCache-Control: no-store\r\n")
                .contains("data-mode=\"live\"");
        assertThat(get("/data.json", "localhost:PORT"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\"pending\":[{\"id\":\"20240101000000\"");
    }

    @Test
    void refusesOtherHostsMethodsAndPaths() throws IOException {
        assertThat(get("/", "evil.example:PORT"))
                .startsWith("HTTP/1.1 403 ")
                .endsWith("This host is not served.\n")
                .doesNotContain("Access-Control");
        assertThat(get("/data.json", "127.0.0.1.evil.example")).startsWith("HTTP/1.1 403 ");
        assertThat(answer("GET / HTTP/1.0\n\n")).contains(" 403 ");
        assertThat(
                        answer(
                                """
                                POST / HTTP/1.1
                                Host: localhost:PORT
                                Content-Length: 0
                                Connection: close

                                """))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("\r\nAllow: GET\r\n");
        assertThat(get("/../etc/passwd", "localhost:PORT")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void sendsNothingAgainThatIsTheSame() throws IOException {
        String first = get("/data.json", "localhost:PORT");
        String tag = first.lines().filter(it -> it.startsWith("Etag: ")).findFirst().orElseThrow();

        String again =
                answer(
                        "GET /data.json HTTP/1.1\nHost: localhost:PORT\nConnection: close\n"
                                + "If-None-Match: %s\n\n".formatted(tag.substring(6)));

        assertThat(again).startsWith("HTTP/1.1 304 ");
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() throws IOException {
        project.database().execute("CREATE VIEW lifeguard_migrations AS SELECT 1 AS one");

        assertThat(get("/data.json", "localhost:PORT"))
                .startsWith("HTTP/1.1 503 ")
                .contains("{\"error\":\"");
    }

    @Test
    void followsARunInABrowser() {
        try (Browser browser = Browser.start()) {
            browser.open(server.address());
            assertThat(browser.evaluate("document.querySelector('#timeline .empty').textContent"))
                    .isEqualTo("Nothing is applied yet.");

            assertThat(browser.evaluate("document.getElementById('live').textContent"))
                    .isEqualTo(
                            "Live: this page follows the database. Nobody holds the lock of the"
                                    + " migrations.");

            project.up();

            browser.await("document.querySelectorAll('#timeline tbody tr').length === 1");
            assertThat(browser.evaluate("document.querySelector('#pending').textContent"))
                    .contains("Nothing is pending");
            server.close();
            browser.await("document.getElementById('live').classList.contains('lost')");
            assertThat(browser.evaluate("document.getElementById('live').textContent"))
                    .isEqualTo(
                            "The server of this page has ended. What is shown is what it saw"
                                    + " last.");
        }
    }

    @Test
    void endsAtASignal() {
        try (ChildProcess process = CommandLine.of(project).start("report", "--serve")) {
            Await.until(process::errors, () -> process.errors().contains(" until Ctrl-C."));
            process.signal("TERM");

            assertThat(process.awaitExit()).isEqualTo(143);
            assertThat(process.errors())
                    .containsPattern(
                            "The report is at http://127\\.0\\.0\\.1:\\d+/ until Ctrl-C\\.\n")
                    .endsWith("The report is no longer served.\n");
            assertThat(process.output())
                    .matches("The report was at http://127\\.0\\.0\\.1:\\d+/\\.\n");
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(ReportRun.of(project).run("report", "--serve", "--port", port).errors())
                    .contains(
                            "LG-101 The report cannot be served on port %s: Address already in use"
                                    .formatted(port));
        }
    }
}
