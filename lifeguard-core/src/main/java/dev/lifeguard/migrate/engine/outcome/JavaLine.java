package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.planning.PlannedStep;

/** How messages write a line of a Java migration. */
public final class JavaLine {

    private JavaLine() {}

    /** The file as the catalog knows it, or as the class does, and the line. */
    public static String of(PlannedStep step, StackTraceElement line) {
        String file = line.getFileName();
        boolean known = file == null || step.fileName().endsWith(file);
        return "%s:%s".formatted(known ? step.fileName() : file, line.getLineNumber());
    }
}
