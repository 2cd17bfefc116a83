package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that a source of an application's gave: whatever it throws is told as a failure of that
 * source.
 */
record GivenFile(String name, MigrationFile file, MigrationSource source) implements MigrationFile {

    /** A file as it is used: one of this library's own needs nothing around it. */
    static MigrationFile of(@Nullable MigrationFile file, MigrationSource source) {
        if (file instanceof PlacedFile || file instanceof GivenFile) {
            return file;
        }
        MigrationFile given = SourceFailure.given(file, source, "a file");
        String name = SourceFailure.given(given.name(), source, "a file's name");
        return new GivenFile(name, given, source);
    }

    @Override
    public int firstLine() {
        return file.firstLine();
    }

    @Override
    public InputStream open() throws IOException {
        InputStream stream;
        try {
            stream = file.open();
        } catch (RuntimeException thrown) {
            throw SourceFailure.ofFile(name, source, thrown);
        }
        if (stream == null) {
            throw SourceFailure.noStream(name, source);
        }
        return new Guarded(stream);
    }

    private final class Guarded extends InputStream {

        private final InputStream stream;

        Guarded(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            try {
                return stream.read();
            } catch (RuntimeException thrown) {
                throw SourceFailure.ofFile(name, source, thrown);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return stream.read(bytes, from, length);
            } catch (RuntimeException thrown) {
                throw SourceFailure.ofFile(name, source, thrown);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                stream.close();
            } catch (RuntimeException thrown) {
                throw SourceFailure.ofFile(name, source, thrown);
            }
        }
    }
}
