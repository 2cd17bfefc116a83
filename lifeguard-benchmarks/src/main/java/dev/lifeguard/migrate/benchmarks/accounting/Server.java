package dev.lifeguard.migrate.benchmarks.accounting;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.postgresql.ds.PGSimpleDataSource;

/** An embedded server. Vacuum and checkpoints run when they are asked for, in nobody's turn. */
final class Server implements AutoCloseable {

    private final EmbeddedPostgres embedded;
    private final ServerCpu cpu;

    private Server(EmbeddedPostgres embedded, ServerCpu cpu) {
        this.embedded = embedded;
        this.cpu = cpu;
    }

    /** Starts the server in a jar, with its files below a directory. */
    static Server start(Path jar, Path directory) throws IOException {
        Path data = directory.resolve("data");
        EmbeddedPostgres embedded =
                EmbeddedPostgres.builder()
                        .setPgBinaryResolver((system, machine) -> archive(jar))
                        .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                        .setDataDirectory(data)
                        .setCleanDataDirectory(true)
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("max_wal_size", "4GB")
                        .setServerConfig("checkpoint_timeout", "1h")
                        .setServerConfig("fsync", "on")
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setLocaleConfig("locale", "C")
                        .start();
        return new Server(embedded, ServerCpu.of(data));
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

    /** Makes the database of a contender. */
    void create(Contender contender, Path migrations) throws SQLException, IOException {
        Sql.run(connect("postgres", ""), "CREATE DATABASE " + contender.database());
        if (contender.isSchema()) {
            Migrator.builder(dataSource(contender.database(), ""))
                    .source(MigrationSource.directory(migrations))
                    .build()
                    .up();
        }
        Sql.run(connect(contender.database(), ""), script(contender.setup()));
        if (contender.isSharded()) {
            Sql.run(
                    connect(contender.database(), ""),
                    "UPDATE accounts SET balance_shards = 16 WHERE code::integer <= "
                            + Workload.HOT_ACCOUNTS);
        }
    }

    /** A script beside this class. */
    static String script(String name) throws IOException {
        try (InputStream input = Server.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(input, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Connection connect(String database, String options) throws SQLException {
        return dataSource(database, options).getConnection();
    }

    private PGSimpleDataSource dataSource(String database, String options) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {embedded.getPort()});
        dataSource.setUser("postgres");
        dataSource.setDatabaseName(database);
        dataSource.setOptions(options);
        dataSource.setPrepareThreshold(1);
        return dataSource;
    }

    /** The CPU time that all its processes have used. */
    Duration cpuUsed() {
        return cpu.used();
    }

    @Override
    public void close() throws IOException {
        embedded.close();
    }
}
