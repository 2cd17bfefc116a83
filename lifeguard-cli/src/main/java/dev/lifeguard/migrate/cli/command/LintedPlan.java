package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.lint.LintedFiles;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.LintSight;
import dev.lifeguard.migrate.cli.output.LintSight.Looked;
import dev.lifeguard.migrate.lint.LintCheck;
import dev.lifeguard.migrate.lint.LintCheck.Refusal;
import dev.lifeguard.migrate.plan.Plan;
import java.util.Optional;

/** A plan beside what lint finds in it. */
final class LintedPlan {

    private LintedPlan() {}

    static Answer of(Plan plan, Answer answer, Invocation invocation) {
        LintRun run = new LintRun(invocation);
        LintCheck check = run.check(Refusal.NEVER);
        check.check(plan);
        return new Answer.Seen(
                Optional.of(answer),
                new LintSight(
                        LintedFiles.of(check.report(), run.places()),
                        Looked.AT_PENDING,
                        check.pending(),
                        Optional.empty()));
    }
}
