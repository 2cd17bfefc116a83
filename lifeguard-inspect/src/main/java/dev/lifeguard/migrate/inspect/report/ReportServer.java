package dev.lifeguard.migrate.inspect.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.report.ReportPage.Mode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Serves a report to browsers on this machine, and reads it anew while they ask for it.
 *
 * <ol>
 *   <li>It listens on 127.0.0.1 alone. Whoever may use this machine may look.
 *   <li>A request whose Host header names anything else is refused: a page of another site may have
 *       its own name lead here (DNS rebinding), and would read what is shown.
 *   <li>It answers GET only, to two paths, and nothing that it is sent is read or kept.
 *   <li>One thread answers. The database is asked at most once a second, and only while somebody
 *       looks; where that takes longer, there is twice that time of rest.
 * </ol>
 */
public final class ReportServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int WAITING_REQUESTS = 16;

    private final HttpServer server;
    private final LiveReport report;
    private final ReportPage page = new ReportPage();
    private final Set<String> hosts;

    private ReportServer(HttpServer server, LiveReport report) {
        this.server = server;
        this.report = report;
        int port = server.getAddress().getPort();
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /**
     * Begins to serve.
     *
     * @param first what is shown until the database is asked again
     * @param port empty for a free one
     * @throws IOException when it cannot listen there
     */
    public static ReportServer start(ReportReader reader, Report first, Optional<Integer> port)
            throws IOException {
        InetAddress here = InetAddress.getByAddress("localhost", LOOPBACK);
        HttpServer http =
                HttpServer.create(new InetSocketAddress(here, port.orElse(0)), WAITING_REQUESTS);
        ReportServer server = new ReportServer(http, new LiveReport(reader, first));
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    /** Where it is. */
    public URI address() {
        return URI.create("http://127.0.0.1:%s/".formatted(server.getAddress().getPort()));
    }

    /** Ends it at once. */
    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String path = exchange.getRequestURI().getPath();
            if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
                send(exchange, 403, "text/plain", "This host is not served.\n");
            } else if (!Objects.equals(exchange.getRequestMethod(), "GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, "text/plain", "Only GET is answered.\n");
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html", page.of(report.now(), Mode.LIVE));
            } else if (path.equals("/data.json")) {
                data(exchange);
            } else {
                send(exchange, 404, "text/plain", "There is nothing here.\n");
            }
        }
    }

    private void data(HttpExchange exchange) throws IOException {
        try {
            Versioned data = Versioned.of(ReportJson.of(report.fresh()));
            exchange.getResponseHeaders().set("ETag", data.tag());
            if (data.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                common(exchange);
                exchange.sendResponseHeaders(304, -1);
            } else {
                send(exchange, 200, "application/json", data.text());
            }
        } catch (LifeguardException failure) {
            String error = ReportJson.cut(failure.detail().message());
            send(
                    exchange,
                    503,
                    "application/json",
                    ScriptJson.of(new JsonRow().with("error", error)));
        }
    }

    private void common(HttpExchange exchange) {
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        page.policy(Mode.LIVE) + "; frame-ancestors 'none'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
    }

    private void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        common(exchange);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
