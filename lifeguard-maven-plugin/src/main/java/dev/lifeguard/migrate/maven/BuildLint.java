package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintCheck;
import dev.lifeguard.migrate.lint.LintCheck.Refusal;
import dev.lifeguard.migrate.lint.LintSettings;
import dev.lifeguard.migrate.plan.PlanCheck;
import java.util.Optional;

/** Lint as a build has it. */
record BuildLint(NamedDatabaseMojo mojo) {

    /** Refuses other databases than PostgreSQL. */
    Lint lint() {
        mojo.product().ifPresent(Lint::require);
        return Lint.of(LintSettings.DEFAULT);
    }

    /** What looks before a run; empty where it is off. */
    Optional<PlanCheck> check(String mode) {
        return switch (mode) {
            case "off" -> Optional.empty();
            case "warn" -> Optional.of(check(Refusal.NEVER));
            case "error" -> Optional.of(check(Refusal.OF_ERRORS));
            default ->
                    throw Refused.because(
                            "lint is \"%s\". Use off, warn or error.".formatted(mode));
        };
    }

    LintCheck check(Refusal refusal) {
        return new LintCheck(lint(), mojo::catalog, mojo.scriptRules(), refusal, script -> true);
    }
}
