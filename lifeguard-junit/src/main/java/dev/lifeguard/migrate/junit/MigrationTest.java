package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.junit.databases.Migrations;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a database of its own step by step, so that a test has rows in it before a migration and
 * looks at what becomes of them. For one thread.
 */
public final class MigrationTest {

    private final DataSource database;
    private final Migrator migrator;

    MigrationTest(Migrations migrations, DataSource database) {
        this.database = database;
        this.migrator = migrations.migrator(database);
    }

    /**
     * One on a database of the caller's, for a test without the annotation.
     *
     * @param emptyDatabase is migrated, and stays as it is then
     * @param locations {@code classpath:…} or {@code filesystem:…}
     */
    public static MigrationTest on(DataSource emptyDatabase, String... locations) {
        return new MigrationTest(
                new Migrations(List.of(locations), Migrations.OWN_LAYOUT), emptyDatabase);
    }

    /**
     * Migrates up or down until a version is the newest that is applied.
     *
     * @param version of a migration; 0 for none
     * @throws LifeguardException when a migration fails, or there is none of that version
     */
    public MigrationTest to(long version) {
        List<MigrationRecord> applied =
                migrator.status().applied().stream()
                        .filter(record -> !record.repeatable())
                        .toList();
        boolean down = !applied.isEmpty() && applied.getLast().version().number() > version;
        if (down) {
            migrator.down(Target.version(version));
        } else if (version != 0) {
            migrator.up(Target.version(version));
        }
        return this;
    }

    /**
     * Applies all that is pending.
     *
     * @throws LifeguardException when a migration fails
     */
    public MigrationTest toLatest() {
        migrator.up();
        return this;
    }

    /** Runs one or several statements, to add rows, for example. */
    public MigrationTest execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    /**
     * Asks for rows.
     *
     * @return each with the values of its columns as the driver gives them, null among them
     */
    public List<List<@Nullable Object>> query(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<@Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row(rows));
            }
            return all;
        }
    }

    private static List<@Nullable Object> row(ResultSet rows) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            row.add(rows.getObject(column));
        }
        return row;
    }

    /** Connections to the database, without a pool. */
    public DataSource dataSource() {
        return database;
    }

    /**
     * Applies each pending migration, takes it back and applies it again, one after the other;
     * repeatable ones have no way back, and are applied behind the others.
     *
     * @return the versions of those that have no way back, which are applied only
     * @throws LifeguardException when one of them fails
     */
    public List<Long> upDownUp() {
        List<Long> withoutWayBack = new ArrayList<>();
        for (PendingMigration pending : migrator.status().pending()) {
            if (pending.repeatable()) {
                continue;
            }
            if (pending.repeatable()) {
                continue;
            }
            long version = pending.version().number();
            migrator.up(Target.version(version));
            try {
                migrator.down(Target.steps(1));
                migrator.up(Target.version(version));
            } catch (LifeguardException failure) {
                if (failure.kind() != ErrorKind.IRREVERSIBLE) {
                    throw failure;
                }
                withoutWayBack.add(version);
            }
        }
        migrator.up();
        return List.copyOf(withoutWayBack);
    }
}
