package dev.lifeguard.migrate.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipFile;

/** A PostgreSQL server for one benchmark. */
public final class EmbeddedServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final EmbeddedPostgres embedded;

    private EmbeddedServer(EmbeddedPostgres embedded) {
        this.embedded = embedded;
    }

    /**
     * Starts the server in a jar, with its files below a directory.
     *
     * @param settings of postgresql.conf, beside those of the embedded server
     */
    public static EmbeddedServer start(Path jar, Path directory, Map<String, String> settings)
            throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setPgBinaryResolver((system, machine) -> archive(jar))
                        .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                        .setDataDirectory(directory.resolve("data"))
                        .setCleanDataDirectory(true)
                        // Through a pipe, the JVM would keep pg_ctl's process until the end.
                        .setOutputRedirector(
                                Redirect.appendTo(directory.resolve("server.out").toFile()))
                        .setPGStartupWait(LONGEST_START)
                        .setLocaleConfig("locale", "C");
        settings.forEach(builder::setServerConfig);
        return new EmbeddedServer(builder.start());
    }

    private static InputStream archive(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            String archive =
                    file.stream()
                            .map(Object::toString)
                            .filter(name -> name.endsWith(".txz"))
                            .findFirst()
                            .orElseThrow(() -> new IOException(jar + " holds no server"));
            return new ByteArrayInputStream(
                    file.getInputStream(file.getEntry(archive)).readAllBytes());
        }
    }

    /** Its port on loopback. */
    public int port() {
        return embedded.getPort();
    }

    /** The JDBC URL of a database, for its superuser. */
    public String url(String database) {
        return url(database, port());
    }

    /** The same through another port. */
    public static String url(String database, int port) {
        return "jdbc:postgresql://127.0.0.1:%s/%s?user=postgres".formatted(port, database);
    }

    /** Runs a statement in a database. */
    public void run(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one value of a query. */
    public String value(String database, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Override
    public void close() throws IOException {
        embedded.close();
    }
}
