package dev.lifeguard.migrate.connect.file;

import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where migrations are read from: no place for what a command writes. */
public record MigrationDirectories(List<Path> all) {

    /** No layout reads them. */
    private static final Set<String> DOCUMENTS =
            Set.of("md", "mmd", "mermaid", "svg", "png", "html", "htm");

    /** Copies the list. */
    public MigrationDirectories {
        all = List.copyOf(all);
    }

    /**
     * Refuses a file in one of them, unless it is a document or a picture by its name.
     *
     * @param option that names it
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is so
     */
    public void requireNotRead(String option, Path file) {
        String name = file.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!DOCUMENTS.contains(ending)) {
            requireOutside(option, file, file, "it");
        }
    }

    /**
     * Refuses a folder that is in one of them, or is one.
     *
     * @param option that names it, or one above it
     * @param named by the option
     * @param folder that gets files
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is so
     */
    public void requireNoneIn(String option, Path named, Path folder) {
        requireOutside(option, named, folder, "the files");
    }

    private void requireOutside(String option, Path named, Path written, String what) {
        Path place = real(written);
        for (Path directory : all) {
            if (place.startsWith(real(directory))) {
                throw Refused.because(
                        "%s \"%s\" is in a directory of migrations, \"%s\", where %s would be read. Name another one."
                                .formatted(option, named, directory, what));
            }
        }
    }

    /** Without links, as far as it is there. */
    private static Path real(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        for (Path there = whole; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(whole)).normalize();
            } catch (IOException missing) {
                // The next one above it may be there.
            }
        }
        return whole;
    }
}
