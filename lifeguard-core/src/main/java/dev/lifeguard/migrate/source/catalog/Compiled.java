package dev.lifeguard.migrate.source.catalog;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Classes in memory, each loaded when it is first needed. */
final class Compiled extends ClassLoader {

    private final Map<String, ByteArrayOutputStream> classes;
    private final Map<String, String> classOfFile;

    /**
     * Takes what the compiler made.
     *
     * @param classes the bytes by the class's name
     * @param classOfFile the name of the class that a file is named after, by the file's name
     */
    Compiled(
            Map<String, ByteArrayOutputStream> classes,
            Map<String, String> classOfFile,
            ClassLoader parent) {
        super("lifeguard-migrations", parent);
        this.classes = Map.copyOf(classes);
        this.classOfFile = Map.copyOf(classOfFile);
    }

    /** The class that a file is named after. */
    Class<?> classOf(String fileName) {
        String name = classOfFile.get(fileName);
        try {
            return loadClass(String.valueOf(name));
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("No class of " + fileName, missing);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] code = bytes.toByteArray();
        return defineClass(name, code, 0, code.length);
    }
}
