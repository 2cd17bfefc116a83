package dev.lifeguard.migrate.tests.reader;

import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scripts; those written by hand are files, each named for what it tries. */
final class Corpus {

    private static final int OLDEST = 14;
    private static final int NEWEST = 18;

    private Corpus() {}

    /**
     * Those that mean the same to psql and to {@code up}, for a server.
     *
     * <p>The oldest and the newest have all that are written by hand and half of those made up,
     * those in between an eighth. All on all would take minutes, and what psql does depends on its
     * own version, which is one.
     */
    static List<SqlCase> of(PostgresServer server) throws IOException {
        List<SqlCase> written = in("cases");
        if (server.major() > OLDEST && server.major() < NEWEST) {
            return every(8, server.major() % 8, written);
        }
        written.addAll(every(2, server.major() == OLDEST ? 0 : 1, ScriptGenerator.scripts()));
        return written;
    }

    /** Makes a schema with whatever is hard to dump. */
    static Path nastySchema() {
        return directory("").resolve("nasty_schema.sql");
    }

    /** A dump of that schema, made by {@code pg_dump --format=plain} 15. */
    static SqlCase nastyDump() throws IOException {
        return new SqlCase("dump", Files.readString(directory("").resolve("nasty_dump.sql")));
    }

    /** Those that psql runs and {@code up} refuses; each one's name begins with the reason. */
    static List<SqlCase> refused() throws IOException {
        return in("refused");
    }

    /** Those that psql gets wrong. */
    static List<SqlCase> psqlFails() throws IOException {
        return in("psql_fails");
    }

    private static List<SqlCase> every(int step, int first, List<SqlCase> scripts) {
        return IntStream.iterate(first, at -> at < scripts.size(), at -> at + step)
                .mapToObj(scripts::get)
                .toList();
    }

    private static List<SqlCase> in(String folder) throws IOException {
        List<SqlCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory(folder))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".sql")) {
                    cases.add(new SqlCase(name.replace(".sql", ""), Files.readString(file)));
                }
            }
        }
        return cases;
    }

    private static Path directory(String folder) {
        URL url = Objects.requireNonNull(Corpus.class.getResource(folder));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
