package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.script.ScriptContent;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Java files of a catalog. The first one that is needed has all of them compiled, in one go and
 * in memory, from the bytes that were hashed.
 */
final class JavaSources {

    private final List<Path> classPath;
    private final List<ScriptContent> files = new ArrayList<>();
    private @Nullable Compiled compiled;

    JavaSources(List<Path> classPath) {
        this.classPath = List.copyOf(classPath);
    }

    /** Adds a file, before any is asked for its migration. */
    JavaCode add(ScriptContent file) {
        files.add(file);
        return new OfFile(this, file);
    }

    private record OfFile(JavaSources sources, ScriptContent file) implements JavaCode {

        @Override
        public Class<? extends Migration> type() {
            return typeOf(file, sources.compiled());
        }

        @Override
        public Migration migration() {
            return make(file, type());
        }

        @Override
        public boolean holds(String text) throws IOException {
            return JavaSourceFile.read(file).getCharContent(true).toString().contains(text);
        }
    }

    private synchronized Compiled compiled() {
        Compiled all = compiled;
        if (all == null) {
            all = compile();
            compiled = all;
        }
        return all;
    }

    private Compiled compile() {
        List<JavaSourceFile> units = new ArrayList<>();
        for (ScriptContent file : files) {
            try {
                units.add(JavaSourceFile.read(file));
            } catch (IOException unreadable) {
                throw Script.SqlScript.unreadable(file.fileName(), unreadable);
            }
        }
        return JavaCompilation.of(classPath, parent()).compile(units);
    }

    /** What the author's own class path adds, in front of what loaded this library. */
    private ClassLoader parent() {
        ClassLoader own = Objects.requireNonNull(Migration.class.getClassLoader());
        if (classPath.isEmpty()) {
            return own;
        }
        URL[] urls = classPath.stream().map(JavaSources::url).toArray(URL[]::new);
        return new URLClassLoader("lifeguard-class-path", urls, own);
    }

    private static URL url(Path path) {
        URI uri = path.toAbsolutePath().toUri();
        try {
            return uri.toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("No URL for " + path, impossible);
        }
    }

    /** Checks what a class says of itself; its initialisers run when it is made, and not before. */
    private static Class<? extends Migration> typeOf(ScriptContent file, Compiled all) {
        Class<?> type;
        try {
            type = all.classOf(file.fileName());
        } catch (LinkageError unusable) {
            throw unloadable(file, unusable);
        }
        if (!Migration.class.isAssignableFrom(type)) {
            throw refused(
                    file,
                    "its class %s does not implement %s. Let it"
                            .formatted(type.getSimpleName(), Migration.class.getName()),
                    null);
        }
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw refused(
                    file,
                    "its class %s is not public, or abstract. Make it \"public final class %s\""
                            .formatted(type.getSimpleName(), type.getSimpleName()),
                    null);
        }
        constructor(file, type);
        return type.asSubclass(Migration.class);
    }

    private static <T> Constructor<T> constructor(ScriptContent file, Class<T> type) {
        try {
            return type.getDeclaredConstructor();
        } catch (NoSuchMethodException missing) {
            throw refused(
                    file,
                    "its class %s has no constructor without parameters. Give it a public one"
                            .formatted(type.getSimpleName()),
                    missing);
        } catch (LinkageError unusable) {
            throw unloadable(file, unusable);
        }
    }

    private static Migration make(ScriptContent file, Class<? extends Migration> type) {
        try {
            return constructor(file, type).newInstance();
        } catch (InvocationTargetException thrown) {
            throw refused(
                    file,
                    "its constructor failed: %s. Mend it".formatted(thrown.getCause()),
                    thrown.getCause());
        } catch (ReflectiveOperationException | LinkageError unusable) {
            throw unloadable(file, unusable);
        }
    }

    private static InvalidScriptException unloadable(ScriptContent file, Throwable why) {
        return refused(file, "it cannot be loaded: %s".formatted(why), why);
    }

    private static InvalidScriptException refused(
            ScriptContent file, String reason, @Nullable Throwable cause) {
        return new InvalidScriptException(
                ErrorDetail.of(
                                ErrorKind.INVALID_SCRIPT,
                                "%s cannot be used: %s.".formatted(file.fileName(), reason))
                        .withFile(file.fileName()),
                cause);
    }
}
