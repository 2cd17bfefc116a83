package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a scratch database, in a temporary directory of the user's alone. */
record ScratchFiles(Path directory) {

    /** None yet. */
    static ScratchFiles make() {
        try {
            return new ScratchFiles(Files.createTempDirectory(ScratchFault.PREFIX));
        } catch (IOException failure) {
            throw failed("made", failure);
        }
    }

    /** The same in another directory. Nobody may have them open. */
    ScratchFiles copy() {
        ScratchFiles copy = make();
        try {
            for (Path file : all()) {
                Files.copy(file, copy.directory.resolve(file.getFileName()));
            }
            return copy;
        } catch (IOException failure) {
            throw failed("copied", failure);
        }
    }

    boolean areThere() {
        return Files.exists(directory);
    }

    /** Deletes them, and the directory. */
    void delete() {
        if (!areThere()) {
            return;
        }
        try {
            for (Path file : all()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException failure) {
            throw failed("deleted", failure);
        }
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static LifeguardException failed(String what, IOException failure) {
        return Refused.because(
                "The scratch database could not be %s: %s.".formatted(what, FaultText.of(failure)),
                failure);
    }
}
