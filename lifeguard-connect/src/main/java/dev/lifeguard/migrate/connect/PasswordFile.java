package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.file.SmallTextFile;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** A file that holds the database's password and nothing else, as a secret that is mounted. */
public record PasswordFile(Path file) {

    /**
     * The password: its text without the line end behind it, and without a byte order mark.
     *
     * @throws ConfigurationException when there is none
     */
    public String password() {
        String text = text();
        String password = text.replaceFirst("\\R\\z", "");
        if (password.isEmpty()) {
            throw Refused.because(
                    "The password file \"%s\" is empty. Write the password into it."
                            .formatted(file));
        }
        if (password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
            throw Refused.because(
                    "The password file \"%s\" has more than one line. Write the password alone into it."
                            .formatted(file));
        }
        return password;
    }

    private String text() {
        if (Files.isDirectory(file)) {
            throw Refused.because(
                    "The password file \"%s\" is a folder. Name the file in it.".formatted(file));
        }
        try {
            return SmallTextFile.read(file);
        } catch (CharacterCodingException other) {
            throw Refused.because(
                    "The password file \"%s\" is no text in UTF-8. Save it as UTF-8."
                            .formatted(file),
                    other);
        } catch (IOException unreadable) {
            throw Refused.because(
                    "The password file cannot be read: %s.".formatted(FaultText.of(unreadable)),
                    unreadable);
        }
    }

    /** A warning where everybody on this machine may read it. */
    public Optional<String> warning() {
        try {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            return allowed.contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of(
                            "Every user of this machine may read the password file \"%s\". Allow it to its owner alone: chmod 600, or a defaultMode of 0400 for a mounted secret."
                                    .formatted(file))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException unknown) {
            // Nothing is known of who may read it.
            return Optional.empty();
        }
    }
}
