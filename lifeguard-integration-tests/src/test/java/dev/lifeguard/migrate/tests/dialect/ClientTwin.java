package dev.lifeguard.migrate.tests.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * Two empty databases, one for the database's own client program and one for {@code up}.
 *
 * @param byClient the first one
 * @param byUp the second one
 * @param programs how the programs are called
 */
record ClientTwin(ContractDatabase byClient, ContractProject byUp, Programs programs)
        implements AutoCloseable {

    private static final String FILE = "20240101000000_twin.sql";

    /** The programs of a database. */
    private interface Programs {

        /** The client that reads a script, and ends at its first error. */
        List<String> client(ContractDatabase database);

        /** What writes everything that a database holds but the state table. */
        List<String> dump(ContractDatabase database);
    }

    static ClientTwin sqlite() {
        return new ClientTwin(
                ContractDatabase.sqlite(),
                ContractProject.of(ContractDatabase.sqlite()),
                new Programs() {
                    @Override
                    public List<String> client(ContractDatabase database) {
                        return List.of("sqlite3", "-batch", "-bail", file(database));
                    }

                    @Override
                    public List<String> dump(ContractDatabase database) {
                        return List.of(
                                "sqlite3",
                                file(database),
                                "DROP TABLE IF EXISTS lifeguard_migrations",
                                "DROP TABLE IF EXISTS lifeguard_migrations_log",
                                "PRAGMA user_version",
                                ".dump");
                    }

                    private String file(ContractDatabase database) {
                        return database.url().substring("jdbc:sqlite:".length());
                    }
                });
    }

    static ClientTwin mariaDb(MariaDbServer server) {
        return new ClientTwin(
                ContractDatabase.mariaDb(server),
                ContractProject.of(countingChanges(ContractDatabase.mariaDb(server))),
                new Programs() {
                    @Override
                    public List<String> client(ContractDatabase database) {
                        return with("mariadb", "--default-character-set=utf8mb4", name(database));
                    }

                    @Override
                    public List<String> dump(ContractDatabase database) {
                        String name = name(database);
                        return with(
                                "mariadb-dump",
                                "--routines",
                                "--events",
                                "--skip-comments",
                                "--order-by-primary",
                                "--ignore-table=%s.lifeguard_migrations".formatted(name),
                                "--ignore-table=%s.lifeguard_migrations_log".formatted(name),
                                name);
                    }

                    private List<String> with(String program, String... arguments) {
                        return Stream.of(List.of(program), server.login(), List.of(arguments))
                                .flatMap(List::stream)
                                .toList();
                    }

                    private String name(ContractDatabase database) {
                        return database.query("SELECT database()").getFirst();
                    }
                });
    }

    /** The same by the driver's option that the command line sets. */
    private static ContractDatabase countingChanges(ContractDatabase database) {
        try {
            String url = database.url() + "&useAffectedRows=true";
            return new ContractDatabase(
                    url, new MariaDbDataSource(url), database.settings(), database.drop());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs a script both ways, as the only one. */
    void run(String script) {
        runByClient(script);
        byUp.up();
    }

    /** Runs it by the client only. */
    void runByClient(String script) {
        byUp.write(FILE, script);
        Path input = byUp.directory().resolve(FILE);
        requireDone(new ProcessBuilder(programs.client(byClient)).redirectInput(input.toFile()));
    }

    /** A dump of the client's database as another one can take it. */
    String dump(String... options) {
        List<String> command = new ArrayList<>(programs.dump(byClient));
        command.addAll(command.size() - 1, List.of(options));
        return requireDone(new ProcessBuilder(command));
    }

    /** What the client's database holds. */
    String clientsContent() {
        return content(byClient);
    }

    /** What the other one holds. */
    String upsContent() {
        return content(byUp.database());
    }

    private String content(ContractDatabase database) {
        return requireDone(new ProcessBuilder(programs.dump(database)));
    }

    private static String requireDone(ProcessBuilder program) {
        try {
            Path output = Files.createTempFile("twin", ".txt");
            try {
                Process process =
                        program.redirectErrorStream(true).redirectOutput(output.toFile()).start();
                int exit = process.waitFor();
                // A dump may hold bytes of no encoding.
                String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                if (exit != 0) {
                    throw new IllegalStateException(program.command() + ": " + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    @Override
    public void close() {
        byClient.close();
        byUp.close();
    }
}
