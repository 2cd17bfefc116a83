package dev.lifeguard.migrate.benchmarks.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The least that is honest, in plain JDBC: it reads and hashes the files, reads the history and
 * compares; then for each pending file BEGIN, the script, the history's row, COMMIT.
 *
 * <p>It has no lock, no sections, no checks and no messages.
 */
public final class JdbcProgram {

    private static final int VERSION_DIGITS = 14;

    private final Connection connection;
    private final Path directory;

    private JdbcProgram(Connection connection, Path directory) {
        this.connection = connection;
        this.directory = directory;
    }

    /**
     * Runs.
     *
     * @param arguments the JDBC URL, the directory of the migrations, the number of calls
     */
    public static void main(String[] arguments) throws Exception {
        int calls = Integer.parseInt(arguments[2]);
        for (int call = 0; call < calls; call++) {
            long start = System.nanoTime();
            try (Connection connection = DriverManager.getConnection(arguments[0])) {
                new JdbcProgram(connection, Path.of(arguments[1])).migrate();
            }
            System.out.println("call " + (System.nanoTime() - start));
        }
    }

    private void migrate() throws SQLException, IOException, NoSuchAlgorithmException {
        List<Migration> migrations = read();
        Map<Long, String> applied = history();
        connection.setAutoCommit(false);
        try (Statement script = connection.createStatement();
                PreparedStatement row =
                        connection.prepareStatement("INSERT INTO history VALUES (?, ?, now())")) {
            for (Migration migration : migrations) {
                String recorded = applied.get(migration.version);
                if (recorded == null) {
                    script.execute(migration.sql);
                    row.setLong(1, migration.version);
                    row.setString(2, migration.checksum);
                    row.executeUpdate();
                    connection.commit();
                } else if (!recorded.equals(migration.checksum)) {
                    throw new IllegalStateException(migration.version + " was edited");
                }
            }
        }
    }

    private record Migration(long version, String checksum, String sql) {}

    private List<Migration> read() throws IOException, NoSuchAlgorithmException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = new ArrayList<>(entries.toList());
        }
        Collections.sort(files);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<Migration> migrations = new ArrayList<>(files.size());
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            migrations.add(
                    new Migration(
                            Long.parseLong(name.substring(0, VERSION_DIGITS)),
                            HexFormat.of().formatHex(digest.digest(bytes)),
                            new String(bytes, StandardCharsets.UTF_8)));
        }
        return migrations;
    }

    private Map<Long, String> history() throws SQLException {
        Map<Long, String> applied = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS history (
                        version bigint PRIMARY KEY, checksum text, applied_at timestamptz)
                    """);
            try (ResultSet rows =
                    statement.executeQuery("SELECT version, checksum FROM history ORDER BY 1")) {
                while (rows.next()) {
                    applied.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return applied;
    }
}
