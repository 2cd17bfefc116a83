package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.script.ScriptContent;
import java.io.IOException;
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
        return () -> load(file);
    }

    private synchronized Migration load(ScriptContent file) {
        Compiled all = compiled;
        if (all == null) {
            all = compile();
            compiled = all;
        }
        return make(file, all);
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

    private static Migration make(ScriptContent file, Compiled all) {
        Class<?> type = all.classOf(file.fileName());
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
        try {
            return (Migration) type.getDeclaredConstructor().newInstance();
        } catch (NoSuchMethodException missing) {
            throw refused(
                    file,
                    "its class %s has no constructor without parameters. Give it a public one"
                            .formatted(type.getSimpleName()),
                    missing);
        } catch (InvocationTargetException thrown) {
            throw refused(
                    file,
                    "its constructor failed: %s. Mend it".formatted(thrown.getCause()),
                    thrown.getCause());
        } catch (ReflectiveOperationException | LinkageError unusable) {
            throw refused(file, "it cannot be loaded: %s".formatted(unusable), unusable);
        }
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
