package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.planning.PlannedStep;
import java.util.Optional;
import java.util.stream.Stream;

/** How messages write a line of a Java migration. */
public final class JavaLine {

    private JavaLine() {}

    /** The line of a class nearest to a fault; empty where it has none. */
    public static Optional<StackTraceElement> nearest(Class<?> code, Throwable thrown) {
        String type = code.getName();
        return Stream.iterate(thrown, it -> it != null, Throwable::getCause)
                .flatMap(it -> Stream.of(it.getStackTrace()))
                .filter(
                        frame ->
                                frame.getClassName().equals(type)
                                        || frame.getClassName().startsWith(type + "$"))
                .findFirst();
    }

    /** The file as the catalog knows it, or as the class does, and the line. */
    public static String of(PlannedStep step, StackTraceElement line) {
        return of(step.fileName(), line);
    }

    /**
     * The same.
     *
     * @param fileName the file as the catalog knows it
     */
    public static String of(String fileName, StackTraceElement line) {
        String file = line.getFileName();
        boolean known = file == null || fileName.endsWith(file);
        return "%s:%s".formatted(known ? fileName : file, line.getLineNumber());
    }
}
