package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.schema.Migration;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The migrations that the build of an application listed. */
record IndexedSource(ClassLoader loader) implements MigrationSource {

    @Override
    public String description() {
        return "index " + MigrationIndex.RESOURCE;
    }

    @Override
    public List<MigrationFile> files() {
        return MigrationIndex.of(loader).files().stream()
                .<MigrationFile>map(name -> new IndexedFile(loader, name))
                .toList();
    }

    @Override
    public List<Migration> migrations() {
        return MigrationIndex.of(loader).migrations();
    }

    private record IndexedFile(ClassLoader loader, String name) implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            InputStream stream = loader.getResourceAsStream(name);
            if (stream == null) {
                throw new FileNotFoundException("it is not on the class path");
            }
            return stream;
        }
    }
}
