package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.settings.Refused;
import dev.lifeguard.migrate.plan.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How far to go: a number of migrations, or a version; both as text, so as to say what is wrong.
 */
final class TargetOptions {

    @Option(names = "--steps", paramLabel = "N", description = "This many migrations.")
    private @Nullable String steps;

    @Option(
            names = "--target",
            paramLabel = "VERSION",
            description = "As far as this version, which is the newest applied one afterwards.")
    private @Nullable String target;

    /** The target; empty when nothing is said. */
    Optional<Target> target() {
        if (steps != null) {
            return Optional.of(Target.steps(number(steps)));
        }
        return Optional.ofNullable(target).map(VersionText::orZero).map(Target::version);
    }

    private static int number(String text) {
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw Refused.because(
                    "--steps is \"%s\", which is no number of migrations. Give a whole number, at"
                                    .formatted(text)
                            + " least 1.");
        }
        return Integer.parseInt(text);
    }
}
