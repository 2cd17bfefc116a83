package dev.lifeguard.migrate.layouts.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrismaLayoutTest {

    private static List<String> found(String... names) {
        return GivenFiles.named(names).found(OtherTool.PRISMA);
    }

    @Test
    void ordersFoldersByName() {
        assertThat(
                        found(
                                "20240120120000_b/migration.sql",
                                "20240120120000_a/migration.sql",
                                "20240120120000_a/down.sql",
                                "0_init/migration.sql",
                                "plain/migration.sql",
                                "migration_lock.toml"))
                .containsExactly(
                        "0_init init UP",
                        "20240120120000_a a UP",
                        "20240120120000_a a DOWN",
                        "20240120120000_b b UP",
                        "plain plain UP");
    }

    @Test
    void refusesAFolderWithoutItsFile() {
        assertThat(found("1_a/other.sql", "2_b/sub/migration.sql"))
                .containsExactly(
                        "1_a/other.sql: stands in a folder without \"migration.sql\", which Prisma"
                                + " refuses. Add it, or move the folder away.");
    }

    @Test
    void refusesWhatWasWrittenForAnotherDatabase() {
        assertThat(
                        new GivenFiles()
                                .with(
                                        "migration_lock.toml",
                                        "# a comment\nprovider = \"sqlserver\"\n")
                                .found(OtherTool.PRISMA))
                .containsExactly(
                        "migration_lock.toml: says that the migrations are for \"sqlserver\", which"
                            + " this program does not run on. Write them for another database.");
        assertThat(
                        new GivenFiles()
                                .with("migration_lock.toml", "provider = \"postgresql\"")
                                .found(OtherTool.PRISMA))
                .isEmpty();
    }

    @Test
    void namesANewOneBehindTheNewest() {
        assertThat(
                        PrismaLayout.LAYOUT.newFiles(
                                "a",
                                LocalDateTime.of(2025, 1, 20, 12, 0),
                                new MigrationVersion(1, "20250120120000_b")))
                .containsOnlyKeys("20250120120001_a/migration.sql");
    }
}
