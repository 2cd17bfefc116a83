package dev.lifeguard.migrate.connect.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this program keeps files of its own that it can make anew: in the user's cache, and never
 * in the directory for temporary files, which is everybody's.
 */
public final class UserCache {

    private static final String NAME = "lifeguard-migrate";

    private final List<Path> places = new ArrayList<>();

    /** As the XDG Base Directory Specification has it, by the environment. */
    public UserCache(Map<String, String> environment) {
        add(environment.getOrDefault("XDG_CACHE_HOME", ""), "");
        add(environment.getOrDefault("HOME", ""), ".cache");
    }

    private void add(String variable, String below) {
        try {
            Path path = Path.of(variable);
            if (path.isAbsolute() && (below.isEmpty() || Files.isDirectory(path))) {
                places.add(path.resolve(below).resolve(NAME));
            }
        } catch (InvalidPathException unusable) {
            // As if it were not set.
        }
    }

    /**
     * The first place that is the user's alone.
     *
     * @param otherwise where none of them is
     * @throws IOException when that cannot be used either
     */
    public PrivateDirectory orElse(Path otherwise) throws IOException {
        Optional<PrivateDirectory> usable = directory();
        return usable.isPresent() ? usable.get() : PrivateDirectory.make(otherwise);
    }

    /** The first place that is the user's alone, if there is one. */
    public Optional<PrivateDirectory> directory() {
        for (Path place : places) {
            try {
                return Optional.of(PrivateDirectory.make(place));
            } catch (IOException unusable) {
                // A home that is not there or cannot be written to, or somebody else's.
            }
        }
        return Optional.empty();
    }
}
