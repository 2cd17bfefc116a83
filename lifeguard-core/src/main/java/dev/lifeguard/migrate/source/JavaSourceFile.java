package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.script.ScriptContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.tools.SimpleJavaFileObject;

/** A Java file in memory, as the compiler wants it. */
final class JavaSourceFile extends SimpleJavaFileObject {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String fileName;
    private final String text;

    private JavaSourceFile(String fileName, String text) {
        super(uri(fileName), Kind.SOURCE);
        this.fileName = fileName;
        this.text = text;
    }

    /** Reads it. */
    static JavaSourceFile read(ScriptContent file) throws IOException {
        try (InputStream stream = file.open()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new JavaSourceFile(file.fileName(), marked ? text.substring(1) : text);
        }
    }

    String fileName() {
        return fileName;
    }

    /** The class that the file must hold, without its package. */
    String simpleClassName() {
        String last = fileName.substring(fileName.lastIndexOf('/') + 1);
        return last.substring(0, last.length() - Kind.SOURCE.extension.length());
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }

    /** The compiler asks for the last part of the path; what is before it may be anything. */
    private static URI uri(String fileName) {
        int slash = fileName.lastIndexOf('/');
        String folder =
                HexFormat.of()
                        .formatHex(
                                fileName.substring(0, Math.max(slash, 0))
                                        .getBytes(StandardCharsets.UTF_8));
        return URI.create("memory:/" + folder + "/" + fileName.substring(slash + 1));
    }
}
