package dev.lifeguard.migrate.layouts.goose;

import dev.lifeguard.migrate.layouts.file.Lines;
import dev.lifeguard.migrate.layouts.goose.GooseMarks.Annotation;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variables of a file with {@code ENVSUB ON}. Each <code>${NAME}</code> is a placeholder, whose
 * value is declared: one that came from the environment would be another tomorrow. All else that
 * goose would replace is refused.
 */
final class Variables {

    private static final Pattern NAMED = Pattern.compile("(?<!\\$)\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

    private Variables() {}

    /** Why they cannot be put in as goose does it, behind the name of the file. */
    static Optional<String> refusal(Lines lines) {
        boolean on = false;
        for (int number = 1; number <= lines.count(); number++) {
            String line = lines.line(number);
            if (line.startsWith("--")) {
                on = line.contains(GooseMarks.SIGN) ? after(line, on) : on;
            } else if (on && NAMED.matcher(line).replaceAll("").indexOf('$') >= 0) {
                return Optional.of(
                        "has a dollar sign in line %s that is not of a ${NAME}, below \"ENVSUB ON\". Write ${NAME} and declare NAME as a placeholder, or write \"-- +goose ENVSUB OFF\" above it."
                                .formatted(number));
            } else if (!on && line.contains("${")) {
                return Optional.of(
                        "has a \"${\" in line %s outside of what \"ENVSUB ON\" is for, where goose leaves it as it is. Move it into a file without \"ENVSUB ON\"."
                                .formatted(number));
            }
        }
        return Optional.empty();
    }

    private static boolean after(String line, boolean on) {
        Annotation annotation = Annotation.in(line).orElse(Annotation.UP);
        return annotation == Annotation.ENVSUB_ON || (on && annotation != Annotation.ENVSUB_OFF);
    }
}
