package dev.lifeguard.migrate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.MigrationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationDigestTest {

    private static final String FIRST = "20240101000000_first.sql";

    @TempDir private Path directory;
    @TempDir private Path classes;

    private MigrationDigest before;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve(FIRST), "SELECT 1;");
        before = digest("");
    }

    private MigrationDigest digest(String settings) throws IOException {
        return MigrationDigest.of(
                List.of(MigrationSource.directory(directory)), List.of(classes), settings);
    }

    @Test
    void isTheSameForTheSame() throws IOException {
        assertThat(digest("")).isEqualTo(before);
        assertThat(digest("").continues(before)).isTrue();
        assertThat(MigrationDigest.ofLines(before.lines())).isEqualTo(before);
    }

    @Test
    void goesOnWithFurtherMigrations() throws IOException {
        Files.createDirectory(directory.resolve("orders"));
        Files.writeString(directory.resolve("orders/20240202000000_second.up.sql"), "SELECT 2;");
        Files.writeString(directory.resolve("orders/20240202000000_second.down.sql"), "SELECT 3;");
        Files.writeString(directory.resolve("m20240303000000_third.java"), "class X {}");

        assertThat(digest("").continues(before)).isTrue();
        assertThat(before.continues(digest(""))).isFalse();
    }

    @Test
    void doesNotGoOnWhereSomethingWasEdited() throws IOException {
        Files.writeString(directory.resolve(FIRST), "SELECT 2;");

        assertThat(digest("").continues(before)).isFalse();
    }

    @Test
    void doesNotGoOnWhereSomethingIsGone() throws IOException {
        Files.move(directory.resolve(FIRST), directory.resolve("20240101000000_renamed.sql"));

        assertThat(digest("").continues(before)).isFalse();
    }

    @Test
    void doesNotGoOnWithOtherSettingsOrClasses() throws IOException {
        assertThat(digest("region=eu").continues(before)).isFalse();

        Files.writeString(classes.resolve("Helper.class"), "changed");
        assertThat(digest("").continues(before)).isFalse();
    }
}
