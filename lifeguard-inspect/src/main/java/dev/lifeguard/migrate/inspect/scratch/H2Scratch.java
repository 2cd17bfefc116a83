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

/** Databases of H2, each in a temporary directory of the user's alone. */
final class H2Scratch implements ScratchServer {

    private final List<InFile> made = new CopyOnWriteArrayList<>();
    private final DatabaseUrl like;

    /** Databases for which scripts mean the same as for that one. */
    H2Scratch(DatabaseUrl like) {
        this.like = like;
    }

    @Override
    public ScratchDatabase make() {
        return made(ScratchFiles.make());
    }

    /** One that is closed is its files. */
    @Override
    public ScratchDatabase copy(ScratchDatabase original) {
        InFile copied =
                made.stream().filter(each -> each.equals(original)).findFirst().orElseThrow();
        copied.shutDown();
        return made(copied.files().copy());
    }

    private ScratchDatabase made(ScratchFiles files) {
        DatabaseUrl url = like.withFile(files.directory().resolve("scratch"));
        InFile database =
                new InFile(
                        Databases.open(url, ServerCaller.silent(Duration.ZERO, "")).dataSource(),
                        files);
        made.add(database);
        return database;
    }

    @Override
    public void close() {
        made.forEach(ScratchDatabase::close);
    }

    private record InFile(DataSource dataSource, ScratchFiles files) implements ScratchDatabase {

        @Override
        public DatabaseProduct product() {
            return DatabaseProduct.H2;
        }

        /** It stays open without any connection. */
        void shutDown() {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException gone) {
                // It ends its own connection.
            }
        }

        @Override
        public void close() {
            if (files.areThere()) {
                shutDown();
                files.delete();
            }
        }
    }
}
