package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One run of the Java compiler, from memory to memory. */
final class JavaCompilation {

    private static final int SHOWN_ERRORS = 10;

    private final JavaCompiler compiler;
    private final List<Path> classPath;
    private final ClassLoader parent;

    private JavaCompilation(JavaCompiler compiler, List<Path> classPath, ClassLoader parent) {
        this.compiler = compiler;
        this.classPath = classPath;
        this.parent = parent;
    }

    /**
     * A run with more on its class path than what this program was started with.
     *
     * @throws InvalidScriptException when this Java has no compiler
     */
    static JavaCompilation of(List<Path> classPath, ClassLoader parent) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new InvalidScriptException(
                    ErrorDetail.of(
                            ErrorKind.INVALID_SCRIPT,
                            ("There are Java migrations to compile, and the Java at %s has no"
                                            + " compiler. Run with a JDK of at least version 21,"
                                            + " for example the package openjdk-21-jdk-headless,"
                                            + " or compile the migrations with the application and"
                                            + " name them with MigrationSource.of.")
                                    .formatted(System.getProperty("java.home"))),
                    null);
        }
        return new JavaCompilation(compiler, classPath, parent);
    }

    /**
     * Compiles files that may use each other.
     *
     * @throws InvalidScriptException with every error's place
     */
    Compiled compile(List<JavaSourceFile> files) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (Output output =
                new Output(compiler.getStandardFileManager(found, null, StandardCharsets.UTF_8))) {
            boolean done = compiler.getTask(null, output, found, options(), null, files).call();
            if (!done) {
                throw failed(errors(found), files);
            }
            requireClasses(files, output);
            return new Compiled(output.classes, output.classOfFile, parent);
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    private List<String> options() {
        Set<String> path = new LinkedHashSet<>();
        classPath.forEach(entry -> path.add(entry.toString()));
        addOrigin(JavaCompilation.class, path);
        String own = System.getProperty("java.class.path", "");
        Stream.of(own.split(Pattern.quote(File.pathSeparator)))
                // An empty entry would be the folder that the program runs in.
                .filter(entry -> !entry.isEmpty())
                .forEach(path::add);
        return List.of(
                "-classpath",
                String.join(File.pathSeparator, path),
                "-proc:none",
                // Plugins of the compiler are looked for there, and else on the class path.
                "-processorpath",
                "",
                "-g",
                "-nowarn",
                "-Xlint:none");
    }

    /** Where a class was loaded from, which is not on the class path in an application server. */
    private static void addOrigin(Class<?> type, Set<String> path) {
        CodeSource origin = type.getProtectionDomain().getCodeSource();
        URL location = origin == null ? null : origin.getLocation();
        try {
            if (location != null && "file".equals(location.getProtocol())) {
                Path file = Path.of(location.toURI());
                if (Files.exists(file)) {
                    path.add(file.toString());
                }
            }
        } catch (URISyntaxException | IllegalArgumentException elsewhere) {
            // Not a file: the class path has to name it.
        }
    }

    private static void requireClasses(List<JavaSourceFile> files, Output output) {
        for (JavaSourceFile file : files) {
            if (!output.classOfFile.containsKey(file.fileName())) {
                throw new InvalidScriptException(
                        "holds no class of its name. Add \"public final class %s implements"
                                        .formatted(file.simpleClassName())
                                + " Migration\".",
                        file.fileName());
            }
        }
    }

    private static List<Diagnostic<? extends JavaFileObject>> errors(
            DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .sorted(
                        Comparator.comparing(JavaCompilation::file)
                                .thenComparingLong(Diagnostic::getPosition))
                .<Diagnostic<? extends JavaFileObject>>map(diagnostic -> diagnostic)
                .toList();
    }

    private static String file(Diagnostic<? extends JavaFileObject> error) {
        return error.getSource() instanceof JavaSourceFile file ? file.fileName() : "";
    }

    private static InvalidScriptException failed(
            List<Diagnostic<? extends JavaFileObject>> errors, List<JavaSourceFile> files) {
        if (errors.isEmpty()) {
            return new InvalidScriptException(
                    ErrorDetail.of(
                            ErrorKind.INVALID_SCRIPT,
                            "The Java compiler failed on the %s Java migrations and did not say why."
                                    .formatted(files.size())),
                    null);
        }
        List<String> lines = new ArrayList<>();
        errors.stream().limit(SHOWN_ERRORS).forEach(error -> lines.add(line(error)));
        if (errors.size() > SHOWN_ERRORS) {
            lines.add("and %s more".formatted(errors.size() - SHOWN_ERRORS));
        }
        Diagnostic<? extends JavaFileObject> first = errors.getFirst();
        JavaFileObject source = first.getSource();
        return new InvalidScriptException(
                new ErrorDetail(
                        ErrorKind.INVALID_SCRIPT,
                        "The Java migrations do not compile: %s"
                                .formatted(String.join("\n  ", lines)),
                        null,
                        source instanceof JavaSourceFile file ? file.fileName() : null,
                        place(first.getLineNumber()),
                        place(first.getColumnNumber()),
                        null),
                null);
    }

    private static @Nullable Integer place(long number) {
        return number == Diagnostic.NOPOS ? null : Math.toIntExact(number);
    }

    private static String line(Diagnostic<? extends JavaFileObject> error) {
        String message = error.getMessage(Locale.ENGLISH).replace("\n", "\n    ");
        return error.getSource() instanceof JavaSourceFile file
                ? "%s:%s:%s: %s"
                        .formatted(
                                file.fileName(),
                                error.getLineNumber(),
                                error.getColumnNumber(),
                                message)
                : message;
    }

    /** Keeps what the compiler makes. */
    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        private final Map<String, String> classOfFile = new HashMap<>();

        Output(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject from) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            String simpleName = className.substring(className.lastIndexOf('.') + 1);
            if (from instanceof JavaSourceFile file && file.simpleClassName().equals(simpleName)) {
                classOfFile.put(file.fileName(), className);
            }
            return new ClassFile(className, bytes);
        }
    }

    /** A class in memory. */
    private static final class ClassFile extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes;

        ClassFile(String className, ByteArrayOutputStream bytes) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
            this.bytes = bytes;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
