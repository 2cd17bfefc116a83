package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.lint.LintedFiles;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.LintSight;
import dev.lifeguard.migrate.cli.output.LintSight.Looked;
import dev.lifeguard.migrate.cli.settings.GivenLint;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.lint.LintCheck;
import dev.lifeguard.migrate.lint.LintCheck.Refusal;
import dev.lifeguard.migrate.lint.LintLevel;
import dev.lifeguard.migrate.plan.PlanCheck;
import java.util.Optional;
import java.util.function.Function;

/** A run that has lint look first. */
final class LintedUp {

    private final LintRun run;
    private final LintCheck check;

    private LintedUp(LintRun run, Refusal refusal) {
        this.run = run;
        this.check = run.check(refusal);
    }

    /** Without lint, none of its classes is loaded. */
    static Answer perform(
            GivenLint.Mode mode, Invocation invocation, Function<PlanCheck, Answer> up) {
        Refusal refusal =
                switch (mode) {
                    case OFF, WARN -> Refusal.NEVER;
                    case ERROR -> Refusal.OF_ERRORS;
                };
        return new LintedUp(new LintRun(invocation), refusal).perform(up);
    }

    private Answer perform(Function<PlanCheck, Answer> up) {
        try {
            Answer answer = up.apply(check);
            return new Answer.Seen(Optional.of(answer), sight(Looked.AT_RUN));
        } catch (ValidationException refused) {
            if (!isWhy(refused)) {
                throw refused;
            }
            return new Answer.Seen(Optional.empty(), sight(Looked.AT_REFUSED));
        }
    }

    /** Whether nothing else refused the run. */
    private boolean isWhy(ValidationException refused) {
        long errors =
                check.report().findings().stream()
                        .filter(finding -> finding.level() == LintLevel.ERROR)
                        .count();
        return check.refuses() && refused.problems().size() == errors;
    }

    private LintSight sight(Looked looked) {
        return new LintSight(
                LintedFiles.of(check.report(), run.places()),
                looked,
                check.pending(),
                Optional.empty());
    }
}
