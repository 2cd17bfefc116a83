package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NewMigrationTest {

    @TempDir private Path temporary;

    @ParameterizedTest
    @CsvSource({
        "create_users, create_users",
        "Create Users, Create_Users",
        "'  add e-mail: to users! ', add_e-mail_to_users",
        "create_users.sql, create_users",
        "v1.2, v1.2",
        "über/alles, über_alles",
        "../../etc, etc"
    })
    void makesAFileNameOfIt(String wanted, String name) {
        assertThat(NewMigration.sanitized(wanted)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "/", "-_-"})
    void refusesANameOfNothing(String wanted) {
        assertThatThrownBy(() -> NewMigration.sanitized(wanted))
                .hasMessage(
                        "LG-101 The name \"%s\" holds no letter and no digit. Say what the migration"
                                        .formatted(wanted)
                                + " does, for example create_users.");
    }

    @ParameterizedTest
    @CsvSource({
        "r_views, a repeatable migration, r_views.sql",
        "R_views.sql, a repeatable migration, r_views.sql",
        "r_my views, a repeatable migration, r_my_views.sql",
        "before_up, a hook, before_up.sql",
        "After_Migration.sql, a hook, after_migration.sql"
    })
    void refusesWhatHasNoVersion(String wanted, String what, String file) {
        for (NewMigration.Language language : NewMigration.Language.values()) {
            assertThatThrownBy(() -> NewMigration.write(temporary, wanted, language))
                    .hasMessage(
                            "LG-101 The name \"%s\" is that of %s, which has no version. Write the"
                                + " file \"%s\" yourself: its statements are all that it holds.",
                            wanted, what, temporary.resolve(file));
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void refusesALongName() {
        assertThatThrownBy(() -> NewMigration.sanitized("a".repeat(101)))
                .hasMessage("LG-101 The name has 101 characters. Shorten it to at most 100.");
    }

    @Test
    void writesBothSectionsIntoADirectoryThatItMakes() throws IOException {
        Path directory = temporary.resolve("db/migrations");

        NewMigration written =
                NewMigration.write(directory, "create users", NewMigration.Language.SQL);

        assertThat(written.file())
                .hasFileName(written.version() + "_create_users.sql")
                .hasContent(
                        """
                        -- Up migration
                        -- Write here the statements that make the change.

                        -- Down migration
                        -- Write here the statements that take it back, or one of these two as a \
                        line of its own:
                        --   -- lifeguard:irreversible REASON
                        --   -- lifeguard:nothing-to-undo REASON
                        """);
        assertThat(MigrationCatalog.of(List.of(MigrationSource.directory(directory))).scripts())
                .extracting(Script::label)
                .containsExactly(written.version() + " create_users");
    }

    @Test
    void isNewerThanEverythingThatIsThere() throws IOException {
        Files.createFile(temporary.resolve("20991231235959_future.up.sql"));
        Files.createFile(temporary.resolve("m20240101000000_old.java"));

        NewMigration first = NewMigration.write(temporary, "first", NewMigration.Language.SQL);
        NewMigration second = NewMigration.write(temporary, "second", NewMigration.Language.SQL);

        assertThat(first.version()).hasToString("21000101000000");
        assertThat(second.version()).hasToString("21000101000001");
    }

    @Test
    void saysWhyItCannotWrite() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> NewMigration.write(file, "x", NewMigration.Language.SQL))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(NewMigration.unwritable(file, "it is in the way", new IOException()))
                .hasMessage(
                        ("LG-102 The migration cannot be written into the directory \"%s\": it is"
                             + " in the way. Check that it is a directory and its permissions.")
                                .formatted(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.up", "foo.down", "foo.Down", "foo.rollback", "there_down"})
    void refusesANameThatMakesAHalfOfAMigration(String wanted) throws IOException {
        Files.createFile(temporary.resolve("20240101000000_there.sql"));

        assertThatThrownBy(() -> NewMigration.write(temporary, wanted, NewMigration.Language.SQL))
                .hasMessage(
                        "LG-101 The name \"%s\" is that of one half of a migration, its way up or"
                            + " its way back, and what is written is a whole one. Say what it does,"
                            + " for example create_users.",
                        wanted);
        assertThat(temporary).isDirectoryNotContaining("glob:**foo*");
    }

    @Test
    void writesJavaThatIsRefusedUntilItIsWritten() throws IOException {
        NewMigration written = NewMigration.write(temporary, "a", NewMigration.Language.JAVA);
        JavaMigration script =
                (JavaMigration)
                        MigrationCatalog.of(List.of(MigrationSource.directory(temporary)))
                                .find(written.version().number())
                                .orElseThrow();

        assertThatThrownBy(() -> script.requireWritten(Direction.UP))
                .hasMessageContaining("is as it was generated");
        assertThatThrownBy(() -> script.requireWritten(Direction.DOWN))
                .hasMessageContaining("is as it was generated");
    }
}
