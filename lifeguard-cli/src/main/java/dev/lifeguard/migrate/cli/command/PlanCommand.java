package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.PsqlScript;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Shows what up would do. */
final class PlanCommand implements Action {

    private final Flag sql =
            Flag.of(
                    OptionSpec.builder("--sql")
                            .description(
                                    "Print the whole script for psql, with its transactions and its"
                                            + " writes to the history. PostgreSQL only."));

    private final Flag lint =
            Flag.of(OptionSpec.builder("--lint").description("Show what lint finds in it, too."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("plan");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate plan [--sql] [--lint]")
                .description(
                        "Shows what up would do: its statements, transactions and writes to the"
                                + " history.",
                        "Changes nothing and takes no lock; fails where up would be refused.",
                        "Runs the code of pending migrations in Java, without a database.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate plan",
                        "  lifeguard-migrate plan --lint",
                        "  lifeguard-migrate plan --sql > review.sql",
                        "  lifeguard-migrate plan --output json | jq '.plan[] | {file,"
                                + " transaction}'");
        return spec.addOption(HelpOption.spec()).add(sql.spec()).add(lint.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Plan plan = invocation.migrator(new FirstRun(invocation)).plan(Target.all());
        plan.requireRunnable();
        Answer answer = invocation.warned(plan.status().warnings(), answer(plan, invocation));
        return lint.isSet() ? LintedPlan.of(plan, answer, invocation) : answer;
    }

    private Answer answer(Plan plan, Invocation invocation) {
        if (!sql.isSet()) {
            return new Answer.Planned(plan);
        }
        if (!invocation.scriptRules().sql().equals(Dialect.postgresql().lexerRules())) {
            throw Refused.because(
                    "plan --sql writes a script for psql, and this database is none of"
                            + " PostgreSQL's. Leave --sql out.");
        }
        return new Answer.Scripted(PsqlScript.of(plan, invocation.settings().table()));
    }
}
