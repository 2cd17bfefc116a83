package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Migrations that are texts in memory. */
public record InMemorySource(String description, List<MigrationFile> files)
        implements MigrationSource {

    /** A source without any file. */
    public static InMemorySource named(String description) {
        return new InMemorySource(description, List.of());
    }

    /** The same source with one more file. */
    public InMemorySource with(String name, String text) {
        List<MigrationFile> more = new ArrayList<>(files);
        more.add(file(name, text));
        return new InMemorySource(description, List.copyOf(more));
    }

    /** The catalog of this source alone. */
    public MigrationCatalog catalog() {
        return MigrationCatalog.of(List.of(this));
    }

    /** A file that is a text. */
    public static MigrationFile file(String name, String text) {
        return new TextFile(name, text);
    }

    private record TextFile(String name, String text) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
