package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Many databases in one JVM, each on a virtual thread of its own. */
final class ManyDatabasesTest {

    private static final int DATABASES = 500;

    @TempDir private Path directory;

    @Test
    void areMigratedOnVirtualThreads()
            throws IOException, InterruptedException, ExecutionException {
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("20240101000000_one.sql"),
                "CREATE TABLE one (id int);\nINSERT INTO one VALUES (1);\n");
        Files.writeString(
                migrations.resolve("20240102000000_two.sql"), "CREATE TABLE two (id int);\n");

        List<Future<Integer>> applied = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < DATABASES; number++) {
                SQLiteDataSource dataSource = new SQLiteDataSource();
                dataSource.setUrl("jdbc:sqlite:" + directory.resolve(number + ".db"));
                Migrator migrator =
                        Migrator.builder(dataSource)
                                .source(MigrationSource.directory(migrations))
                                .build();
                applied.add(threads.submit(() -> migrator.up().applied().size()));
            }
        }

        assertThat(applied).hasSize(DATABASES);
        for (Future<Integer> one : applied) {
            assertThat(one.get()).isEqualTo(2);
        }
    }
}
