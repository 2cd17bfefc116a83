package dev.lifeguard.migrate.connect.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDirectoryTest {

    @TempDir private Path temporary;

    @Test
    void isMade() {
        EmbeddedDirectory directory = EmbeddedDirectory.at(temporary.resolve("a/b"));

        assertThat(directory.root()).isDirectory();
        assertThat(directory.data().getParent()).isEqualTo(directory.real());
    }

    @Test
    void hasOneNameBehindALink() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary);

        assertThat(EmbeddedDirectory.at(link).data())
                .isEqualTo(EmbeddedDirectory.at(temporary).data());
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> EmbeddedDirectory.at(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        ("LG-101 The directory \"%s\" of the embedded server cannot be made: %s is"
                                        + " in the way. Name another one: embedded:postgresql:DIR,"
                                        + " or move this one away.")
                                .formatted(file, file));
    }

    @Test
    void refusesAnotherUsersDirectory() throws IOException {
        Path others = Files.createDirectory(temporary.resolve("others"));
        if (Files.getAttribute(others, "unix:uid").equals(0)) {
            Files.setAttribute(others, "unix:uid", 65_534);

            assertThatThrownBy(() -> EmbeddedDirectory.at(others))
                    .hasMessage(
                            ("LG-101 The directory \"%s\" of the embedded server belongs to another"
                                            + " user. Name another one: embedded:postgresql:DIR, or"
                                            + " move this one away.")
                                    .formatted(others));
        } else {
            // Only root can make what belongs to another user.
            assertThat(EmbeddedDirectory.at(others).root()).isEqualTo(others);
        }
    }

    @Test
    void refusesAPathThatTheServersProgramsCannotTake() {
        Path odd = temporary.resolve("a$b");

        assertThatThrownBy(() -> EmbeddedDirectory.at(odd))
                .hasMessage(
                        ("LG-101 The directory \"%s\" of the embedded server has one of the"
                                        + " characters $ ` \" in its path. Name another one:"
                                        + " embedded:postgresql:DIR, or move this one away.")
                                .formatted(odd));
    }

    @Test
    void takesDataOfItsVersion() throws IOException {
        EmbeddedDirectory directory = withData("18\n");

        directory.prepare("18");

        assertThat(directory.data().resolve("PG_VERSION")).exists();
    }

    @Test
    void refusesDataOfAnotherVersion() throws IOException {
        EmbeddedDirectory directory = withData("17\n");

        assertThatThrownBy(() -> directory.prepare("18"))
                .hasMessage(
                        ("LG-101 The directory \"%s\" of the embedded server holds data of"
                                        + " PostgreSQL 17, and this program runs PostgreSQL 18 on"
                                        + " it. Name another one: embedded:postgresql:DIR, or move"
                                        + " this one away.")
                                .formatted(temporary));
    }

    @Test
    void refusesSomebodyElsesData() throws IOException {
        EmbeddedDirectory directory = EmbeddedDirectory.at(temporary);
        Files.createDirectory(directory.data());

        assertThatThrownBy(() -> directory.prepare("18"))
                .hasMessage(
                        ("LG-101 The directory \"%s\" of the embedded server holds a directory"
                                        + " \"data\" that is no PostgreSQL's: it has no PG_VERSION."
                                        + " Name another one: embedded:postgresql:DIR, or move this"
                                        + " one away.")
                                .formatted(temporary));
    }

    @Test
    void removesWhatAFirstStartLeftThatWasCutShort() throws IOException {
        EmbeddedDirectory directory = EmbeddedDirectory.at(temporary);
        directory.prepare("18");
        Files.createDirectories(directory.data().resolve("base/1"));

        directory.prepare("18");

        assertThat(directory.data()).doesNotExist();
    }

    @Test
    void keepsTheDataOfAFirstStartThatEnded() throws IOException {
        EmbeddedDirectory directory = EmbeddedDirectory.at(temporary);
        directory.prepare("18");
        Files.createDirectories(directory.data());
        Files.writeString(directory.data().resolve("PG_VERSION"), "18\n");
        directory.initialized();

        directory.prepare("18");

        assertThat(directory.data().resolve("PG_VERSION")).exists();
    }

    @Test
    void findsTheReasonInTheLog() throws IOException {
        EmbeddedDirectory directory = EmbeddedDirectory.at(temporary);
        assertThat(directory.lastOfLog()).isEmpty();

        Files.writeString(
                directory.log(), "LOG:  starting\n2026 UTC [7] FATAL:  no space left\nHINT: x\n");

        assertThat(directory.lastOfLog()).contains("no space left");

        // What initdb writes for a user without an entry in /etc/passwd, as in a container.
        String unknownUser =
                "initdb: could not look up effective user ID 65532: user does not exist";
        Files.writeString(directory.log(), unknownUser + "\n");

        assertThat(directory.lastOfLog()).contains(unknownUser);
    }

    private EmbeddedDirectory withData(String version) throws IOException {
        EmbeddedDirectory directory = EmbeddedDirectory.at(temporary);
        Files.createDirectory(directory.data());
        Files.writeString(directory.data().resolve("PG_VERSION"), version);
        return directory;
    }
}
