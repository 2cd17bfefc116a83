package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Databases of SQLite, each in a temporary directory of the user's alone. */
final class SqliteScratch implements ScratchServer {

    private final List<InFile> made = new CopyOnWriteArrayList<>();

    @Override
    public ScratchDatabase make() {
        return made(ScratchFiles.make());
    }

    /** A database that nobody is connected to is its files. */
    @Override
    public ScratchDatabase copy(ScratchDatabase original) {
        InFile copied =
                made.stream().filter(each -> each.equals(original)).findFirst().orElseThrow();
        return made(copied.files().copy());
    }

    private ScratchDatabase made(ScratchFiles files) {
        DatabaseUrl url = DatabaseUrl.parse("sqlite:" + files.directory().resolve("scratch.db"));
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
            return DatabaseProduct.SQLITE;
        }

        @Override
        public void close() {
            files.delete();
        }
    }
}
