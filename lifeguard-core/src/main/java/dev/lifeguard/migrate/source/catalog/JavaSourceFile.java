package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.script.ScriptContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
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

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE && simpleName.equals(simpleClassName());
    }

    /** Its last part is what stack traces call the file. */
    private static URI uri(String fileName) {
        try {
            return new URI("memory", null, "/" + fileName, null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("No URI for " + fileName, impossible);
        }
    }
}
