package dev.lifeguard.migrate.script;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A script's bytes, which can be read any number of times. */
public interface ScriptContent {

    /** The name that messages call the script by. */
    String fileName();

    /**
     * The bytes from the beginning, as they are in the file; the caller closes the stream.
     *
     * @throws IOException if the script cannot be opened
     */
    InputStream open() throws IOException;

    /** A script that is a text in memory. */
    static ScriptContent of(String fileName, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ScriptContent() {
            @Override
            public String fileName() {
                return fileName;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
