package dev.lifeguard.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No part of a password comes out again, however wrong the URL is that it stands in. */
final class SecretUrlTest {

    /** Both halves are looked for: what is between them takes a URL apart. */
    private static final String FIRST = "Zq7Wx";

    private static final String SECOND = "Kv9Yp";

    private static final List<String> BETWEEN =
            List.of(
                    "", ":", "?", "?x", "@", "/", "#", "&", "=", ";", "%", "%2", "%ZZ", "%25",
                    "%40", "%3A", "+", " ", "\\", "'", "\"", "$", "[", "]", ",", "?a=b@", "\u00e9",
                    "://");

    /** PASSWORD is put in the place of the word; port 1 is closed everywhere. */
    private static final List<String> FORMS =
            List.of(
                    "postgresql://u:PASSWORD@127.0.0.1:1/db",
                    "postgres://u:PASSWORD@127.0.0.1:1/db?connect_timeout=x",
                    "postgresql://u:PASSWORD@127.0.0.1:bad/db",
                    "postgresql://u:PASSWORD@/db?host=127.0.0.1&port=PORT",
                    "postgresql://127.0.0.1:1/db?user=u&password=PASSWORD",
                    "postgresql://127.0.0.1:1/db?password=PASSWORD&unknown=1",
                    "postgresql://127.0.0.1:1/db?sslpassword=PASSWORD",
                    "postgresql:u:PASSWORD@127.0.0.1/db",
                    "jdbc:postgresql://127.0.0.1:1/db?user=u&password=PASSWORD",
                    "jdbc:postgresql://127.0.0.1:1/db?sslpassword=PASSWORD&bad=1",
                    "jdbc:postgresql://127.0.0.1:1/db?prepareThreshold=0&password=PASSWORD",
                    "jdbc:postgresql://u:PASSWORD@127.0.0.1:1/db",
                    "jdbc:postgresql:u:PASSWORD@127.0.0.1",
                    "mysql://u:PASSWORD@127.0.0.1:1/db",
                    "mysql://u:PASSWORD@127.0.0.1:bad/db",
                    "mariadb://u:PASSWORD@127.0.0.1:1",
                    "mysql://127.0.0.1:1/db?user=u&password=PASSWORD",
                    "mysql://127.0.0.1:1/db?PASSWORD=PASSWORD&connectTimeout=x",
                    "mysql:u:PASSWORD@127.0.0.1/db",
                    "jdbc:mysql://u:PASSWORD@127.0.0.1:1/db",
                    "jdbc:mysql://127.0.0.1:1/db?user=u&password=PASSWORD",
                    "jdbc:mariadb://u:PASSWORD@127.0.0.1:1/db?x",
                    "jdbc:mariadb://127.0.0.1:1/db?password=PASSWORD&trustStorePassword=PASSWORD",
                    "sqlite:missing/db?password=PASSWORD",
                    "jdbc:sqlite:missing/db?hexkey=PASSWORD",
                    "jdbc:h2:file:./missing/db;USER=u;PASSWORD=PASSWORD;IFEXISTS=TRUE",
                    "jdbc:h2:nonsense:;USER=u;PASSWORD=PASSWORD",
                    "jdbc:h2:mem:x;UNKNOWN=1;PASSWORD=PASSWORD",
                    "h2:mem:x;PASSWORD=PASSWORD",
                    "jdbc:sqlserver://127.0.0.1:1;user=u;password=PASSWORD",
                    "oracle://u:PASSWORD@127.0.0.1/db",
                    "jdbc:u:PASSWORD@127.0.0.1/db",
                    "u:PASSWORD@127.0.0.1/db",
                    "://u:PASSWORD@127.0.0.1/db",
                    "PASSWORD");

    @TempDir private Path directory;

    private static Set<String> urls() {
        Set<String> urls = new LinkedHashSet<>();
        for (String form : FORMS) {
            for (String between : BETWEEN) {
                String password = FIRST + between + SECOND;
                urls.add(
                        form.replace("=PASSWORD", "=" + password)
                                .replace(":PASSWORD", ":" + password));
                String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
                urls.add(
                        form.replace(":PASSWORD", ":" + encoded)
                                .replace("=PASSWORD", "=" + encoded));
            }
        }
        return urls;
    }

    @Test
    void showsNothingOfAPasswordOnTheCommandLine() throws IOException {
        List<String> leaks = new ArrayList<>();
        for (String url : urls()) {
            for (List<String> more :
                    List.of(List.<String>of(), List.of("--output", "json"), List.of("-v"))) {
                String shown = run(url, more);
                if (holdsAPart(shown)) {
                    leaks.add(url + " " + more + " -> " + shown);
                }
            }
        }

        assertThat(urls()).hasSizeGreaterThan(1000);
        assertThat(leaks).isEmpty();
    }

    private String run(String url, List<String> more) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(all, false, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, stream, Style.PLAIN, Style.PLAIN, false);
        List<String> arguments = new ArrayList<>(List.of("status"));
        arguments.addAll(more);
        arguments.addAll(List.of("--migrations-dir", directory.toString()));
        arguments.add("--database-url=" + url);
        PrintStream err = System.err;
        try {
            new CommandRun(Map.of(), new Shutdown(), arguments, console).run();
        } finally {
            System.setErr(err);
        }
        stream.flush();
        return all.toString(StandardCharsets.UTF_8);
    }

    private static boolean holdsAPart(String text) {
        return text.contains(FIRST) || text.contains(SECOND);
    }

    @Test
    void hasNothingOfAPasswordInExceptionsAndTheirCauses() {
        List<String> leaks = new ArrayList<>();
        for (String url : urls()) {
            StringWriter trace = new StringWriter();
            try {
                DatabaseUrl parsed = DatabaseUrl.parse(url);
                trace.append(parsed.toString());
                try (Connection connection =
                        parsed.open(
                                        root -> {
                                            throw new IllegalStateException();
                                        })
                                .dataSource()
                                .getConnection()) {
                    trace.append(connection.toString());
                }
            } catch (SQLException | RuntimeException refused) {
                refused.printStackTrace(new PrintWriter(trace));
            }
            if (holdsAPart(trace.toString())) {
                leaks.add(
                        url
                                + " -> "
                                + trace.toString()
                                        .lines()
                                        .filter(SecretUrlTest::holdsAPart)
                                        .findFirst()
                                        .orElse(""));
            }
        }

        assertThat(leaks).isEmpty();
    }
}
