package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One file that need not be among the migrations, under a name that its layout takes.
 *
 * @param path the file
 * @param name what it is called among the migrations
 * @param layout that of the migrations
 */
public record LooseFile(Path path, String name, Layout layout) implements MigrationSource {

    /** The version of one whose name has none: behind all others, the greatest that is a time. */
    public static final long LAST = 99991231235959L;

    @Override
    public String description() {
        return "file " + path;
    }

    @Override
    public List<MigrationFile> files() {
        return List.of(new OnlyFile(path, name));
    }

    private record OnlyFile(Path path, String name) implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
