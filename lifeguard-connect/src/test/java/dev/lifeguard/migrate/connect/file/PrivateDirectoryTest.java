package dev.lifeguard.migrate.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateDirectoryTest {

    @TempDir private Path temporary;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path path = PrivateDirectory.make(temporary.resolve("a/b")).path();

        assertThat(mode(path)).isEqualTo("rwx------");
        assertThat(mode(temporary.resolve("a"))).isEqualTo("rwx------");
    }

    @Test
    void isClosedWhereItWasOpen() throws IOException {
        Path open = Files.createDirectory(temporary.resolve("open"));
        mode(open, "rwxrwxrwx");

        PrivateDirectory.make(open);

        assertThat(mode(open)).isEqualTo("rwx------");
    }

    @Test
    void followsNoLink() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), elsewhere);

        assertThatThrownBy(() -> PrivateDirectory.make(link)).isInstanceOf(IOException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void isNotWhereEverybodyMayPutAnotherOneInItsPlace() throws IOException {
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        mode(shared, "rwxrwxrwx");

        assertThatThrownBy(() -> PrivateDirectory.make(shared.resolve("own")))
                .hasMessage(
                        "%s: it is in \"%s\", where everybody may write"
                                .formatted(shared.resolve("own"), shared));
    }

    @Test
    void isNobodyElses() throws IOException {
        Path others = Files.createDirectory(temporary.resolve("others"));
        if (isRoot(others)) {
            Files.setAttribute(others, "unix:uid", 65_534);

            assertThatThrownBy(() -> PrivateDirectory.make(others))
                    .hasMessage(others + ": it belongs to another user");
            assertThatThrownBy(() -> PrivateDirectory.make(others.resolve("own")))
                    .hasMessage(
                            "%s: it is in \"%s\" of another user"
                                    .formatted(others.resolve("own"), others));
        } else {
            // Only root can make what belongs to another user.
            assertThat(PrivateDirectory.make(others).path()).isEqualTo(others);
        }
    }

    private static boolean isRoot(Path own) throws IOException {
        return Files.getAttribute(own, "unix:uid").equals(0);
    }

    @Test
    void ofTheCacheIsTheFirstThatCanBeUsed() throws IOException {
        Path linked = Files.createDirectory(temporary.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("lifeguard-migrate"), temporary);
        Path otherwise = temporary.resolve("otherwise");

        assertThat(cache("XDG_CACHE_HOME", temporary.resolve("xdg"), otherwise))
                .isEqualTo(temporary.resolve("xdg/lifeguard-migrate"));
        assertThat(cache("HOME", temporary, otherwise))
                .isEqualTo(temporary.resolve(".cache/lifeguard-migrate"));
        assertThat(cache("HOME", temporary.resolve("missing"), otherwise)).isEqualTo(otherwise);
        assertThat(cache("XDG_CACHE_HOME", Path.of("relative"), otherwise)).isEqualTo(otherwise);
        assertThat(cache("XDG_CACHE_HOME", linked, otherwise)).isEqualTo(otherwise);
    }

    private static Path cache(String variable, Path value, Path otherwise) throws IOException {
        return new UserCache(Map.of(variable, value.toString())).orElse(otherwise).path();
    }
}
