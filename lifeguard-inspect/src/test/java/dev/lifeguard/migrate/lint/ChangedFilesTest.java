package dev.lifeguard.migrate.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the git of this machine. */
final class ChangedFilesTest {

    private final Path folder;
    private final Path migrations;

    ChangedFilesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.migrations = Files.createDirectories(folder.resolve("app/my migrations"));
    }

    private void write(String name, String text) throws IOException {
        Path file = migrations.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void git(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "git",
                                "-c",
                                "user.name=Test",
                                "-c",
                                "user.email=test@localhost",
                                "-c",
                                "init.defaultBranch=main",
                                "-c",
                                "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process git =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(git.waitFor()).as(said).isZero();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit() throws IOException {
        git("add", "-A");
        git("commit", "-q", "-m", "Change");
    }

    @Test
    void tellsWhatIsOnTheBranch() throws IOException {
        git("init", "-q");
        write("1_old.sql", "SELECT 1;");
        write("2_renamed.sql", "SELECT 2, 'long enough to be known again';");
        write("3_deleted.sql", "SELECT 3;");
        Files.writeString(folder.resolve("other.sql"), "SELECT 4;");
        commit();
        git("checkout", "-q", "-b", "branch");
        write("sub/4_größe und 东.sql", "SELECT 5;");
        git("mv", "app/my migrations/2_renamed.sql", "app/my migrations/2_named.sql");
        Files.delete(migrations.resolve("3_deleted.sql"));
        Files.writeString(folder.resolve("other.sql"), "SELECT 6;");
        commit();
        write("5_staged.sql", "SELECT 7;");
        git("add", "-A");
        write("6_new.sql", "SELECT 8;");

        assertThat(ChangedFiles.since("main", migrations))
                .containsExactlyInAnyOrder(
                        "sub/4_größe und 东.sql", "2_named.sql", "5_staged.sql", "6_new.sql");
    }

    @Test
    void leavesOutWhatTheOtherBranchDidMeanwhile() throws IOException {
        git("init", "-q");
        write("1_old.sql", "SELECT 1;");
        commit();
        git("checkout", "-q", "-b", "branch");
        write("2_mine.sql", "SELECT 2;");
        commit();
        git("checkout", "-q", "main");
        write("3_theirs.sql", "SELECT 3;");
        commit();
        git("checkout", "-q", "branch");

        assertThat(ChangedFiles.since("main", migrations)).containsExactly("2_mine.sql");
    }

    @Test
    void saysWhatGitSays() throws IOException {
        assertThatThrownBy(() -> ChangedFiles.since("main", migrations))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "LG-101 git cannot tell what changed in %s since \"main\": "
                                .formatted(migrations));

        git("init", "-q");
        write("1_old.sql", "SELECT 1;");
        commit();
        assertThatThrownBy(() -> ChangedFiles.since("nowhere", migrations))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("since \"nowhere\": fatal: ")
                .hasMessageNotContaining("shallow");
        assertThatThrownBy(() -> ChangedFiles.since("--output=x", migrations))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which is no branch, tag or commit");
    }

    @Test
    void saysHowAShallowCloneGetsItsHistory(@TempDir Path other) throws IOException {
        git("init", "-q");
        write("1_old.sql", "SELECT 1;");
        commit();
        git("tag", "first");
        write("2_new.sql", "SELECT 2;");
        commit();
        Path clone = other.resolve("clone");
        git("clone", "-q", "--depth", "1", folder.toUri().toString(), clone.toString());

        assertThatThrownBy(() -> ChangedFiles.since("first", clone.resolve("app/my migrations")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("This clone is shallow");
    }
}
