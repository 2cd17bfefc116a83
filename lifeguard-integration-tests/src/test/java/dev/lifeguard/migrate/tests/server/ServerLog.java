package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every statement that reaches one database, as the server's log says ({@code log_statement =
 * all}); those of the tests' own connections are left out.
 */
public final class ServerLog {

    /** Database, application. */
    static final String LINE_PREFIX = "<%d><%a>";

    private static final Pattern LINE = Pattern.compile("<([^<>]*)><([^<>]*)>(.*)");
    private static final Pattern STATEMENT =
            Pattern.compile("LOG:  (?:statement|execute [^:]*): (.*)", Pattern.DOTALL);

    private final TestDatabase database;
    private final Path file;
    private final long begin;

    private ServerLog(TestDatabase database, Path file, long begin) {
        this.database = database;
        this.file = file;
        this.begin = begin;
    }

    /** Logs all statements of connections that are made from now on. */
    public static ServerLog of(TestDatabase database) {
        Path file = database.server().log();
        try {
            long begin = Files.size(file);
            database.execute(
                    "ALTER DATABASE %s SET log_statement = 'all'".formatted(database.name()));
            return new ServerLog(database, file, begin);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All of them until now, in their order, each on one line. */
    public List<String> statements() {
        String marker = "marker " + UUID.randomUUID();
        database.query("SELECT '%s'".formatted(marker));
        Await.until("the log holds the marker", () -> read().contains(marker));
        return entries().stream()
                .map(STATEMENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).strip().replaceAll("\\s+", " "))
                .toList();
    }

    /** The messages of this database; a message of several lines goes on in indented ones. */
    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        boolean ours = false;
        for (String line : read().split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                ours =
                        matcher.group(1).equals(database.name())
                                && !matcher.group(2).equals(TestDatabase.APPLICATION);
                if (ours) {
                    entries.add(matcher.group(3));
                }
            } else if (ours) {
                entries.set(entries.size() - 1, entries.getLast() + "\n" + line);
            }
        }
        return entries;
    }

    /** What was written since; the log of all tests before is long. */
    private String read() {
        try (InputStream log = Files.newInputStream(file)) {
            log.skipNBytes(begin);
            return new String(log.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
