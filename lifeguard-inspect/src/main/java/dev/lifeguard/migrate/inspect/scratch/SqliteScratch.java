package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Databases of SQLite, each in a temporary directory of the user's alone. */
final class SqliteScratch implements ScratchServer {

    private final List<InFile> made = new CopyOnWriteArrayList<>();

    @Override
    public ScratchDatabase make() {
        return made(directory -> {});
    }

    /** A database that nobody is connected to is its files. */
    @Override
    public ScratchDatabase copy(ScratchDatabase original) {
        InFile copied =
                made.stream().filter(each -> each.equals(original)).findFirst().orElseThrow();
        return made(
                directory -> {
                    for (Path file : copied.files()) {
                        Files.copy(file, directory.resolve(file.getFileName()));
                    }
                });
    }

    private interface Contents {
        void putInto(Path directory) throws IOException;
    }

    private ScratchDatabase made(Contents contents) {
        try {
            Path directory = Files.createTempDirectory(ScratchFault.PREFIX);
            contents.putInto(directory);
            DatabaseUrl url = DatabaseUrl.parse("sqlite:" + directory.resolve("scratch.db"));
            InFile database =
                    new InFile(
                            Databases.open(url, ServerCaller.silent(Duration.ZERO, ""))
                                    .dataSource(),
                            directory);
            made.add(database);
            return database;
        } catch (IOException failure) {
            throw Refused.because(
                    "The scratch database could not be made: %s.".formatted(FaultText.of(failure)),
                    failure);
        }
    }

    @Override
    public void close() {
        made.forEach(ScratchDatabase::close);
    }

    private record InFile(DataSource dataSource, Path directory) implements ScratchDatabase {

        @Override
        public DatabaseProduct product() {
            return DatabaseProduct.SQLITE;
        }

        List<Path> files() throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                return files.toList();
            }
        }

        @Override
        public void close() {
            if (!Files.exists(directory)) {
                return;
            }
            try {
                for (Path file : files()) {
                    Files.delete(file);
                }
                Files.delete(directory);
            } catch (IOException failure) {
                throw Refused.because(
                        "The scratch database could not be deleted: %s."
                                .formatted(FaultText.of(failure)),
                        failure);
            }
        }
    }
}
