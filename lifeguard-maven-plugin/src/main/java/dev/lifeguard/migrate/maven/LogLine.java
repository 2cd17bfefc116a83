package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import java.util.stream.Collectors;

/** A run of the log in one line. */
final class LogLine {

    private LogLine() {}

    static String of(LoggedRun run) {
        String what =
                run.migrations().stream()
                        .map(LoggedMigration::label)
                        .collect(Collectors.joining(", "));
        return "%s %s %s%s%s by %s@%s, process %s, %s"
                .formatted(
                        run.began().or(run::ended).map(Object::toString).orElse(""),
                        run.command(),
                        switch (run.outcome()) {
                            case SUCCEEDED -> "succeeded";
                            case FAILED -> "failed";
                            case NO_END -> "has no end";
                        },
                        run.code().map(code -> " (%s)".formatted(code)).orElse(""),
                        what.isEmpty() ? "" : ": " + what,
                        run.osUser(),
                        run.host(),
                        run.process(),
                        run.application());
    }
}
