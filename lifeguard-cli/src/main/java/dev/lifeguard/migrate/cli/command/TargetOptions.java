package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.plan.Target;
import java.util.Optional;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How far to go: a number of migrations, or a version; both as text, so as to say what is wrong.
 */
final class TargetOptions {

    private final TextArgument steps =
            TextArgument.of(
                    OptionSpec.builder("--steps")
                            .paramLabel("N")
                            .description("This many migrations."));

    private final TextArgument target =
            TextArgument.of(
                    OptionSpec.builder("--target")
                            .paramLabel("VERSION")
                            .description(
                                    "As far as this version, which is the newest applied one"
                                            + " afterwards."));

    /** Of which one may be given. */
    ArgGroupSpec spec() {
        return ArgGroupSpec.builder().addArg(steps.spec()).addArg(target.spec()).build();
    }

    /** The target; empty when nothing is said. */
    Optional<Target> target(Invocation invocation) {
        String count = steps.text();
        if (count != null) {
            return Optional.of(Target.steps(WholeNumber.of("--steps", count, "migrations")));
        }
        return Optional.ofNullable(target.text())
                .map(version -> VersionText.orZero(version, invocation))
                .map(Target::version);
    }
}
