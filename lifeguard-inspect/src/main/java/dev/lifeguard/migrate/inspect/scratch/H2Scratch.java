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

/** Databases of H2 in memory, which last until they are closed. */
final class H2Scratch implements ScratchServer {

    private final List<ScratchDatabase> made = new CopyOnWriteArrayList<>();

    @Override
    public ScratchDatabase make() {
        DatabaseUrl url =
                DatabaseUrl.parse(
                        "jdbc:h2:mem:%s%s;DB_CLOSE_DELAY=-1"
                                .formatted(ScratchFault.PREFIX, ScratchFault.unique()));
        InMemory database =
                new InMemory(
                        Databases.open(url, ServerCaller.silent(Duration.ZERO, "")).dataSource());
        made.add(database);
        return database;
    }

    @Override
    public void close() {
        made.forEach(ScratchDatabase::close);
    }

    private record InMemory(DataSource dataSource) implements ScratchDatabase {

        @Override
        public DatabaseProduct product() {
            return DatabaseProduct.H2;
        }

        /** Closed again, it would be made anew for that, and be gone with the connection. */
        @Override
        public void close() {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            } catch (SQLException gone) {
                // It ends its own connection.
            }
        }
    }
}
