package dev.lifeguard.migrate.tests.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.Closeable;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real server of one major version, shared by all tests of this JVM.
 *
 * <p>Everybody is let in without a password but the members of {@link #PASSWORD_USERS}.
 */
public final class PostgresServer implements AutoCloseable {

    /** The role whose members need their password. */
    static final String PASSWORD_USERS = "password_users";

    /** Durability is of no use here: a server lasts as long as the tests. */
    private static final String SETTINGS =
            """
            logging_collector = on
            log_directory = 'log'
            log_filename = 'server.log'
            log_rotation_age = 0
            log_rotation_size = 0
            log_line_prefix = '%s'
            fsync = off
            full_page_writes = off
            autovacuum = off
            max_connections = 200
            max_wal_size = 128MB
            min_wal_size = 32MB
            checkpoint_warning = 0
            """
                    .formatted(ServerLog.LINE_PREFIX);

    static final Path HOME = Path.of("target", "postgres").toAbsolutePath();
    static final String HOST = "127.0.0.1";

    private final int major;
    private final int port;
    private final Path directory;
    private final Closeable running;
    private final Maintenance maintenance;

    PostgresServer(int major, int port, Path directory, Closeable running) {
        this.major = major;
        this.port = port;
        this.directory = directory;
        this.running = running;
        this.maintenance = new Maintenance(this);
    }

    static PostgresServer start(int major) {
        try {
            ServerDirectory directory = ServerDirectory.ofThisProcess(major);
            EmbeddedPostgres embedded = start(major, directory.path());
            PostgresServer server =
                    new PostgresServer(major, embedded.getPort(), directory.path(), embedded);
            server.createRoles();
            return server;
        } catch (IOException | IllegalStateException failure) {
            throw new IllegalStateException(
                    "PostgreSQL %s could not be started; see %s".formatted(major, output(major)),
                    failure);
        }
    }

    /** What initdb and pg_ctl print. */
    private static Path output(int major) {
        return HOME.resolve(major + ".out");
    }

    void createRoles() {
        maintenance.execute("CREATE ROLE %s".formatted(PASSWORD_USERS));
    }

    private static EmbeddedPostgres start(int major, Path directory) throws IOException {
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver(new JarBinaries(HOME.resolve(major + ".jar")))
                .setOverrideWorkingDirectory(HOME.resolve("binaries").toFile())
                .setDataDirectory(directory)
                .setPort(FreePort.find())
                .setDataDirectoryCustomizer(PostgresServer::configure)
                // Through a pipe, the JVM would keep pg_ctl's process until the server ends.
                .setOutputRedirector(Redirect.appendTo(output(major).toFile()))
                .setPGStartupWait(Duration.ofSeconds(60))
                .setLocaleConfig("locale", "C")
                .start();
    }

    private static void configure(File dataDirectory) {
        Path rules = dataDirectory.toPath().resolve("pg_hba.conf");
        Path settings = dataDirectory.toPath().resolve("postgresql.conf");
        try {
            String passwords = "host all +%s all scram-sha-256%n".formatted(PASSWORD_USERS);
            Files.writeString(rules, passwords + Files.readString(rules));
            Files.writeString(settings, SETTINGS, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The major version. */
    public int major() {
        return major;
    }

    /** The address that it listens on. */
    public String host() {
        return HOST;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** A fresh, empty database. */
    public TestDatabase createDatabase() {
        return TestDatabase.create(this);
    }

    /**
     * What CREATE DATABASE ends with so that the template's files are copied, as PostgreSQL 14 does
     * it. Later ones log the copy page by page where nothing is said, which takes twice the
     * processor's time: 25 ms with the removal, not 12.
     */
    public String byFiles() {
        return major < 15 ? "" : " STRATEGY file_copy";
    }

    /** Connections to a database as the superuser. */
    PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {HOST});
        dataSource.setPortNumbers(new int[] {port()});
        dataSource.setDatabaseName(database);
        dataSource.setUser("postgres");
        return dataSource;
    }

    Maintenance maintenance() {
        return maintenance;
    }

    Path directory() {
        return directory;
    }

    Path log() {
        return directory.resolve("log").resolve("server.log");
    }

    @Override
    public void close() throws IOException {
        maintenance.close();
        running.close();
        OwnServer.deletePristine(this);
    }

    @Override
    public String toString() {
        return "PostgreSQL " + major;
    }

    /** The binaries in a jar of zonky's. */
    private record JarBinaries(Path jar) implements PgBinaryResolver {

        @Override
        public InputStream getPgBinary(String system, String machine) throws IOException {
            ZipFile file = new ZipFile(jar.toFile());
            ZipEntry archive =
                    file.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow(() -> new IOException(jar + " holds no server"));
            return new FilterInputStream(file.getInputStream(archive)) {
                @Override
                public void close() throws IOException {
                    try (file) {
                        super.close();
                    }
                }
            };
        }
    }
}
