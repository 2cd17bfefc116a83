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

    /** The line of the file in which it begins: more than 1 where it is a part of the file. */
    default int firstLine() {
        return 1;
    }

    /**
     * The line of a place in the file with a caret under it, as messages show it: two lines, each
     * with a line end before it; empty where the place is none in the file, or far to the right.
     *
     * @param line from 1
     * @param column from 1, in code points
     * @throws IOException if the file cannot be read any more
     */
    default String excerpt(int line, int column) throws IOException {
        return Excerpt.of(this, line, column);
    }

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
