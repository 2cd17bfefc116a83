package dev.lifeguard.migrate.junit.files;

import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import dev.lifeguard.migrate.junit.databases.MigratedDatabases;
import dev.lifeguard.migrate.junit.databases.Migrations;
import dev.lifeguard.migrate.junit.databases.Once;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Databases of H2 in memory: one is migrated, and the others are made by its script. */
public final class H2Databases implements MigratedDatabases {

    private final Migrations migrations;
    private final Once<List<String>> script;

    /** Those with some migrations. */
    public H2Databases(Migrations migrations) {
        this.migrations = migrations;
        this.script = new Once<>(this::scriptOfMigrated);
    }

    @Override
    public Migrations migrations() {
        return migrations;
    }

    private List<String> scriptOfMigrated() {
        migrations.digest();
        CopiedDatabase migrated = empty();
        try (Connection connection = migrated.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            migrations.apply(migrated.dataSource());
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SCRIPT")) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return List.copyOf(lines);
        } catch (SQLException failure) {
            throw failed(failure);
        } finally {
            drop(migrated);
        }
    }

    @Override
    public CopiedDatabase take() {
        List<String> lines = script.get();
        CopiedDatabase database = empty();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String line : lines) {
                // Its users are there already.
                if (!line.startsWith("CREATE USER")) {
                    statement.execute(line);
                }
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
        return database;
    }

    @Override
    public CopiedDatabase empty() {
        String name = "lifeguard-" + UUID.randomUUID();
        String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(name);
        return new CopiedDatabase(name, url, "", "", dataSource(url));
    }

    private static DataSource dataSource(String url) {
        return DatabaseUrl.parse(url)
                .open(
                        embedded -> {
                            throw new IllegalStateException();
                        })
                .dataSource();
    }

    @Override
    public void drop(CopiedDatabase database) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException closed) {
            // It is in memory, and goes with this process at the latest.
        }
    }

    @Override
    public String keep(CopiedDatabase database, String test) {
        return database.url() + ", in this process only";
    }

    private static DatabaseUnreachableException failed(SQLException failure) {
        return new DatabaseUnreachableException(
                ErrorDetail.ofServer(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "H2 could not copy the migrated database: %s"
                                .formatted(failure.getMessage()),
                        failure.getSQLState()),
                failure);
    }

    @Override
    public void close() {
        // Each database was dropped by its user.
    }
}
