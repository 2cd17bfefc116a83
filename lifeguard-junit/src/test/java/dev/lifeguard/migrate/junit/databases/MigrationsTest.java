package dev.lifeguard.migrate.junit.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationsTest {

    @TempDir private Path one;
    @TempDir private Path other;

    @BeforeEach
    void write() throws IOException {
        for (Path directory : List.of(one, other)) {
            Files.writeString(
                    directory.resolve("20240101000000_a.sql"), "CREATE TABLE a (id int);\n");
        }
    }

    private static String digest(Path directory) {
        return new Migrations(List.of("filesystem:" + directory), Migrations.OWN_LAYOUT).digest();
    }

    @Test
    void theSameFilesAreTheSameMigrationsWhereverTheyAre() {
        assertThat(digest(one)).isEqualTo(digest(other)).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240101000000_a.sql",
                "20240102000000_b.sql",
                "r_view.sql",
                "before_up.sql",
                "after_migration.sql"
            })
    void eachFileThatARunReadsMakesOthers(String file) throws IOException {
        Files.writeString(other.resolve(file), "SELECT 1;\n");
        assertThat(digest(other)).isNotEqualTo(digest(one));
    }
}
