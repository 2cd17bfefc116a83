package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.CompatSight;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.inspect.compat.Compat;
import dev.lifeguard.migrate.inspect.compat.Compat.Question;
import dev.lifeguard.migrate.inspect.compat.CompatReport;
import dev.lifeguard.migrate.inspect.compat.GivenStatements;
import dev.lifeguard.migrate.inspect.compat.SearchPaths;
import dev.lifeguard.migrate.inspect.drift.Drift;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds out whether the statements of the application that runs survive what is pending. */
final class CompatCommand implements Action {

    private final TextArgument file =
            TextArgument.of(
                    OptionSpec.builder("--statements")
                            .paramLabel("FILE")
                            .description("A file with the application's statements, one a line."));

    private final TextArgument from =
            TextArgument.of(
                    OptionSpec.builder("--statements-from")
                            .paramLabel("URL")
                            .description(
                                    "A database whose pg_stat_statements has them (the database"
                                            + " itself)."));

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("compat");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate compat [--statements FILE] [--statements-from URL]",
                        "                         [--scratch-url URL]")
                .description(
                        "Finds out whether the statements of the application that runs survive the"
                                + " pending migrations, on a scratch database. PostgreSQL only.",
                        "Executes none of them, and changes nothing in the database. Ends with 10"
                                + " where one breaks, or may break.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate compat",
                        "  lifeguard-migrate compat --statements statements.sql",
                        "  lifeguard-migrate compat --statements-from"
                                + " postgresql://reader@replica/shop --output json");
        return spec.addOption(HelpOption.spec())
                .add(file.spec())
                .add(from.spec())
                .add(scratch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        SnapshotRun.requirePostgres(invocation, "compat");
        GivenStatements statements =
                new ApplicationStatements(
                                Optional.ofNullable(file.text()), Optional.ofNullable(from.text()))
                        .read(invocation);
        Plan plan = invocation.migrator().plan(Target.all());
        plan.requireRunnable();
        Drift.requireWhole(plan.status(), invocation.catalog());
        CompatReport report =
                plan.steps().isEmpty()
                        ? new CompatReport(
                                statements.count(), 0, List.of(), statements.unreadable())
                        : report(plan, statements, invocation);
        return new Answer.Seen(Optional.empty(), new CompatSight(report, plan.status().pending()));
    }

    private CompatReport report(Plan plan, GivenStatements statements, Invocation invocation) {
        Question question =
                new Question(
                        plan.status(),
                        plan.steps(),
                        statements,
                        SearchPaths.of(invocation.database().dataSource()),
                        RolesOfTarget.of(invocation));
        invocation.doing("opening a scratch database");
        try (ScratchServer server =
                ScratchServer.open(
                        invocation.product(), scratch.url(invocation), invocation.caller())) {
            Compat compat =
                    new Compat(
                            server,
                            invocation::plain,
                            Optional.ofNullable(invocation.settings().table().schema()));
            invocation.stoppedBy(compat::stop);
            invocation.doing("preparing the statements on the scratch database");
            return compat.report(
                    question,
                    invocation.sources(),
                    step -> invocation.doing("looking at " + step.label()));
        }
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
