package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintCheck;
import dev.lifeguard.migrate.lint.LintCheck.Refusal;
import dev.lifeguard.migrate.plan.PlanCheck;
import java.util.Optional;
import javax.sql.DataSource;

/** Lint as a build has it. */
record BuildLint(LintingMojo mojo) {

    /** Knows the files alone; refuses other databases than PostgreSQL. */
    Lint lint() {
        mojo.product().ifPresent(Lint::require);
        return inSchema(Lint.of(mojo.lintSettings()));
    }

    /** Knows what is in the database; refuses others than PostgreSQL. */
    Lint lint(DataSource dataSource) {
        mojo.product().ifPresent(Lint::require);
        return inSchema(Lint.of(mojo.lintSettings(), dataSource));
    }

    private Lint inSchema(Lint lint) {
        return mojo.schema().map(lint::beginningIn).orElse(lint);
    }

    /** What looks before a run; empty where it is off. */
    Optional<PlanCheck> check(String mode, DataSource dataSource) {
        return switch (mode) {
            case "off" -> Optional.empty();
            case "warn" -> Optional.of(check(Refusal.NEVER, dataSource));
            case "error" -> Optional.of(check(Refusal.OF_ERRORS, dataSource));
            default ->
                    throw Refused.because(
                            "lint is \"%s\". Use off, warn or error.".formatted(mode));
        };
    }

    LintCheck check(Refusal refusal, DataSource dataSource) {
        return new LintCheck(
                lint(dataSource), mojo::catalog, mojo.scriptRules(), refusal, mojo.linted());
    }
}
