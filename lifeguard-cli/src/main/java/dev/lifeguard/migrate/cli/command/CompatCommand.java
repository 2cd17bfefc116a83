package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.CompatSight;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.compat.ApplicationStatements;
import dev.lifeguard.migrate.inspect.compat.Compat;
import dev.lifeguard.migrate.inspect.compat.Compat.Question;
import dev.lifeguard.migrate.inspect.compat.CompatReport;
import dev.lifeguard.migrate.inspect.compat.GivenStatements;
import dev.lifeguard.migrate.inspect.compat.SearchPaths;
import dev.lifeguard.migrate.inspect.drift.Drift;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    private final TextArgument since =
            TextArgument.of(
                    OptionSpec.builder("--since")
                            .paramLabel("VERSION")
                            .description(
                                    "Ask no database what is pending: all that is newer than this"
                                            + " migration."));

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("compat");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate compat [--statements FILE] [--statements-from URL]",
                        "                         [--since VERSION] [--scratch-url URL]")
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
                        "  lifeguard-migrate compat --statements statements.sql --since"
                                + " 20240120120000",
                        "  lifeguard-migrate compat --statements-from"
                                + " postgresql://reader@replica/shop --output json");
        return spec.addOption(HelpOption.spec())
                .add(file.spec())
                .add(from.spec())
                .add(since.spec())
                .add(scratch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        SnapshotRun.requirePostgres(invocation, "compat");
        Optional<String> last = Optional.ofNullable(since.text());
        last.ifPresentOrElse(any -> requireNamed(), () -> requireDatabase(invocation));
        GivenStatements statements =
                new ApplicationStatements(
                                Optional.ofNullable(file.text())
                                        .map(text -> SnapshotRun.path("--statements", text)),
                                Optional.ofNullable(from.text())
                                        .map(text -> named(text, invocation)))
                        .read(() -> invocation.database().dataSource(), invocation.caller());
        return last.isPresent()
                ? since(VersionText.parse(last.get(), invocation), statements, invocation)
                : ofDatabase(statements, invocation);
    }

    private void requireNamed() {
        if (file.text() == null && from.text() == null) {
            throw Refused.because(
                    "--since asks no database. Name the application's statements with --statements,"
                            + " or a database that has them with --statements-from.");
        }
    }

    private static void requireDatabase(Invocation invocation) {
        if (invocation.settings().database().url().isEmpty()) {
            throw Refused.because(
                    "Which migrations are pending is not known. Name the database with"
                            + " --database-url, or the newest migration of the release that runs"
                            + " with --since.");
        }
    }

    private Answer ofDatabase(GivenStatements statements, Invocation invocation) {
        Plan plan = invocation.migrator().plan(Target.all());
        plan.requireRunnable();
        Drift.requireWhole(plan.status(), invocation.catalog());
        if (plan.status().pending().isEmpty()) {
            return seen(
                    plan,
                    new CompatReport(statements.count(), 0, List.of(), statements.unreadable()));
        }
        SearchPaths paths = SearchPaths.of(invocation.database().dataSource());
        List<String> roles = RolesOfTarget.of(invocation);
        return onScratch(
                invocation,
                compat ->
                        seen(
                                plan,
                                report(
                                        compat,
                                        new Question(
                                                plan.status(),
                                                plan.steps(),
                                                statements,
                                                paths,
                                                roles),
                                        invocation)));
    }

    private static DatabaseUrl named(String text, Invocation invocation) {
        return DatabaseUrl.of(
                text, Path.of(""), Optional.empty(), invocation.settings().classPath());
    }

    private Answer since(MigrationVersion last, GivenStatements statements, Invocation invocation) {
        return onScratch(
                invocation,
                compat -> {
                    Plan plan = compat.planSince(last, invocation.sources());
                    Question question =
                            new Question(
                                    plan.status(),
                                    plan.steps(),
                                    statements,
                                    new SearchPaths(List.of()),
                                    List.of());
                    return seen(plan, report(compat, question, invocation));
                });
    }

    private Answer onScratch(Invocation invocation, Function<Compat, Answer> work) {
        invocation.doing("opening a scratch database");
        try (ScratchServer server = TargetScratch.open(scratch, invocation)) {
            Compat compat =
                    new Compat(
                            server,
                            invocation::plain,
                            Optional.ofNullable(invocation.settings().table().schema()));
            invocation.stoppedBy(compat::stop);
            invocation.doing("preparing the statements on the scratch database");
            return work.apply(compat);
        }
    }

    private static CompatReport report(Compat compat, Question question, Invocation invocation) {
        return compat.report(
                question,
                invocation.sources(),
                step -> invocation.doing("looking at " + step.label()));
    }

    private static Answer seen(Plan plan, CompatReport report) {
        return new Answer.Seen(Optional.empty(), new CompatSight(report, plan.status().pending()));
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
