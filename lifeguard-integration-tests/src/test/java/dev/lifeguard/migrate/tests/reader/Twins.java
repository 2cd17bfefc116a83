package dev.lifeguard.migrate.tests.reader;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Two databases: one for psql, and one for {@code up}. */
final class Twins implements AutoCloseable {

    /** What the server says to a statement that it does not run in a transaction. */
    private static final String IN_TRANSACTION = "25001";

    private static final String FILE = "20240101000000_case.sql";

    private final Twin psql;
    private final Twin up;
    private final Path directory;

    Twins(PostgresServer server) throws SQLException, IOException {
        psql = new Twin(server);
        up = new Twin(server);
        directory = Files.createTempDirectory("reader");
    }

    /**
     * What psql makes of a script in an empty database: in one transaction, unless the server says
     * that a statement of it cannot run in one.
     */
    Outcome psql(SqlCase script) throws SQLException, IOException {
        Path file = write(script);
        psql.clear();
        Psql program = new Psql(psql.database(), Twin.ROLE);
        Psql.Result result = program.run(file, "--single-transaction");
        if (result.sqlState().equals(IN_TRANSACTION)) {
            psql.clear();
            result = program.run(file);
        }
        return new Outcome(result.success(), result.sqlState(), result.output(), psql.content());
    }

    /** What {@code up} makes of it as the only migration. */
    Outcome up(SqlCase script) throws SQLException, IOException {
        write(script);
        up.clear();
        Migrator migrator =
                Migrator.builder(up.dataSource())
                        .source(MigrationSource.directory(directory))
                        .build();
        try {
            migrator.up();
        } catch (LifeguardException failure) {
            String state = failure.detail().sqlState();
            return new Outcome(
                    false, state == null ? "" : state, failure.detail().coded(), up.content());
        }
        return new Outcome(true, "", "", up.content());
    }

    /** The history that {@code up} wrote. */
    List<String> history() throws SQLException {
        return up.history();
    }

    private Path write(SqlCase script) throws IOException {
        return Files.writeString(directory.resolve(FILE), script.text());
    }

    @Override
    public void close() throws SQLException, IOException {
        psql.close();
        up.close();
        Files.deleteIfExists(directory.resolve(FILE));
        Files.delete(directory);
    }
}
