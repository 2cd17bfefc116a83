package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A server of MariaDB or MySQL that was named. */
final class MariaDbScratch implements ScratchServer {

    private final DatabaseUrl url;
    private final List<ScratchDatabase> made = new CopyOnWriteArrayList<>();

    MariaDbScratch(DatabaseUrl url) {
        this.url = url;
    }

    @Override
    public ScratchDatabase make() {
        String name = ScratchFault.PREFIX + ScratchFault.unique();
        try {
            run("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw ScratchFault.of("The scratch database could not be made", failure);
        }
        OnServer database = new OnServer(source(url.withDatabase(name)), () -> drop(name));
        made.add(database);
        return database;
    }

    private static DataSource source(DatabaseUrl url) {
        return Databases.open(url, ServerCaller.silent(Duration.ZERO, "")).dataSource();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void drop(String name) {
        try {
            run("DROP DATABASE IF EXISTS " + name);
        } catch (SQLException failure) {
            throw ScratchFault.of(
                    "The scratch database \"%s\" could not be dropped".formatted(name), failure);
        }
    }

    @Override
    public void close() {
        made.forEach(ScratchDatabase::close);
    }

    private record OnServer(DataSource dataSource, Runnable drop) implements ScratchDatabase {

        @Override
        public DatabaseProduct product() {
            return DatabaseProduct.MARIADB;
        }

        @Override
        public void close() {
            drop.run();
        }
    }
}
