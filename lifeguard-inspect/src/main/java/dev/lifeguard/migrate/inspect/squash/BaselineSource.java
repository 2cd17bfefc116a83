package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.source.MigrationSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A baseline that is no file yet. */
record BaselineSource(String fileName, String text) implements MigrationSource {

    @Override
    public String description() {
        return "the baseline";
    }

    @Override
    public List<MigrationFile> files() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return List.of(
                new MigrationFile() {
                    @Override
                    public String name() {
                        return fileName;
                    }

                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(bytes);
                    }
                });
    }
}
