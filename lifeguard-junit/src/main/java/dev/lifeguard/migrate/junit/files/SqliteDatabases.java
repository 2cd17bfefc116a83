package dev.lifeguard.migrate.junit.files;

import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.junit.databases.CopiedDatabase;
import dev.lifeguard.migrate.junit.databases.MigratedDatabases;
import dev.lifeguard.migrate.junit.databases.Migrations;
import dev.lifeguard.migrate.junit.databases.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Files of SQLite: one is migrated, and the others are copies of it. */
public final class SqliteDatabases implements MigratedDatabases {

    /** What SQLite has beside a database's file. */
    private static final List<String> BESIDE = List.of("", "-journal", "-wal", "-shm");

    private final Migrations migrations;
    private final Path directory;
    private final Once<Path> template;
    private final AtomicLong number = new AtomicLong();
    private final Set<Path> kept = ConcurrentHashMap.newKeySet();

    /** Those with some migrations. */
    public SqliteDatabases(Migrations migrations) {
        this.migrations = migrations;
        this.directory = OwnDirectory.make();
        this.template = new Once<>(this::migrated);
    }

    @Override
    public Migrations migrations() {
        return migrations;
    }

    private Path migrated() {
        migrations.digest();
        Path file = directory.resolve("template.db");
        migrations.apply(dataSource(file));
        return file;
    }

    @Override
    public CopiedDatabase take() {
        Path file = next();
        try {
            Files.copy(template.get(), file);
        } catch (IOException failure) {
            throw Refused.because(
                    "The migrated SQLite database could not be copied: %s."
                            .formatted(FaultText.of(failure)),
                    failure);
        }
        return database(file);
    }

    @Override
    public CopiedDatabase empty() {
        return database(next());
    }

    private Path next() {
        return directory.resolve("test-%s.db".formatted(number.incrementAndGet()));
    }

    private static CopiedDatabase database(Path file) {
        return new CopiedDatabase(file.toString(), "jdbc:sqlite:" + file, "", "", dataSource(file));
    }

    private static DataSource dataSource(Path file) {
        return DatabaseUrl.parse("jdbc:sqlite:" + file)
                .open(
                        embedded -> {
                            throw new IllegalStateException();
                        })
                .dataSource();
    }

    @Override
    public void drop(CopiedDatabase database) {
        for (String suffix : BESIDE) {
            try {
                Files.deleteIfExists(Path.of(database.name() + suffix));
            } catch (IOException inUse) {
                // On Windows, as long as a connection is open: it goes with the directory.
            }
        }
    }

    @Override
    public String keep(CopiedDatabase database, String test) {
        kept.add(Path.of(database.name()));
        return "sqlite3 " + database.name();
    }

    @Override
    public void close() {
        if (kept.isEmpty()) {
            OwnDirectory.delete(directory);
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> kept.stream().noneMatch(each -> belongs(file, each)))
                    .forEach(OwnDirectory::delete);
        } catch (IOException stays) {
            // A later run removes it.
        }
    }

    private static boolean belongs(Path file, Path database) {
        return BESIDE.stream().anyMatch(suffix -> file.toString().equals(database + suffix));
    }
}
