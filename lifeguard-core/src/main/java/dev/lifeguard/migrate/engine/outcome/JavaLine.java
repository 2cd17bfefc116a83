package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.plan.Plan.PlanStep;

/** How messages write a line of a Java migration. */
public final class JavaLine {

    private JavaLine() {}

    /** The file as the catalog knows it, or as the class does, and the line. */
    public static String of(PlanStep step, StackTraceElement line) {
        String file = line.getFileName();
        boolean known = file == null || step.fileName().endsWith(file);
        return "%s:%s".formatted(known ? step.fileName() : file, line.getLineNumber());
    }
}
