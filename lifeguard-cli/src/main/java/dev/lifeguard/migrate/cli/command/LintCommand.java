package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.lint.LintedFiles;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.LintSight;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.lint.LintReport;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Looks for what is unsafe in migrations, and runs nothing in the database. */
final class LintCommand implements Action {

    private final PositionalParamSpec files =
            PositionalParamSpec.builder()
                    .paramLabel("FILE")
                    .description("Files of SQL, which need not be in the directory.")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("0..*")
                    .build();

    private final TextArgument since =
            TextArgument.of(
                    OptionSpec.builder("--since")
                            .paramLabel("VERSION")
                            .description("Only migrations that are newer than this one."));

    private final TextArgument changedSince =
            TextArgument.of(
                    OptionSpec.builder("--changed-since")
                            .paramLabel("GIT-REF")
                            .description(
                                    "Only files that changed since this branch, tag or commit, as"
                                            + " git tells; uncommitted ones, too."));

    private final Flag offline =
            Flag.of(
                    OptionSpec.builder("--offline")
                            .description("Ask no database, also where one is named."));

    private final Flag trace =
            Flag.of(
                    OptionSpec.builder("--trace")
                            .description(
                                    "Run them on a scratch database, too, to see what they lock"
                                            + " there."));

    private final ScratchOption scratch = new ScratchOption();

    private final TextArgument format =
            TextArgument.of(
                    OptionSpec.builder("--format")
                            .paramLabel("FORMAT")
                            .completionCandidates(LintFormat.words())
                            .description(
                                    "text, json (as --output json), sarif, github (annotations of a"
                                            + " workflow) or gitlab (a report of code quality)."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("lint");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate lint [FILE...] [--since VERSION]"
                                + " [--changed-since GIT-REF] [--offline] [--trace]"
                                + " [--scratch-url URL] [--format FORMAT]")
                .description(
                        "Looks for what blocks others, loses data or fails in migrations for"
                                + " PostgreSQL. Runs nothing in the database.",
                        "With a database it looks at what is pending there, without one at all"
                                + " migrations; or at the files that are named.",
                        "Ends with 10 where it finds an error.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate lint",
                        "  lifeguard-migrate lint --changed-since origin/main",
                        "  lifeguard-migrate lint draft.sql --offline",
                        "  lifeguard-migrate lint --trace",
                        "  lifeguard-migrate lint --format sarif > lint.sarif");
        return spec.addOption(HelpOption.spec())
                .add(files)
                .add(since.spec())
                .add(changedSince.spec())
                .add(offline.spec())
                .add(trace.spec())
                .add(scratch.spec())
                .add(format.spec());
    }

    @Override
    public Settings settings(Settings given) {
        String form = format.text();
        return form == null ? given : given.with(LintFormat.of(form).output());
    }

    @Override
    public Answer perform(Invocation invocation) {
        LintRun run = new LintRun(invocation);
        LintRequest request =
                new LintRequest(
                        Objects.requireNonNullElse(files.<List<String>>getValue(), List.of()),
                        Optional.ofNullable(since.text()),
                        Optional.ofNullable(changedSince.text()),
                        offline.isSet());
        LintChoice choice = LintChoice.of(request, invocation);
        LintReport report =
                trace.isSet()
                        ? run.look(choice, new LintTrace(scratch, invocation))
                        : run.look(choice);
        LintedFiles linted = LintedFiles.of(report, choice.places());
        Optional<String> document =
                Optional.ofNullable(format.text())
                        .flatMap(form -> LintFormat.of(form).document(linted));
        return new Answer.Seen(
                Optional.empty(),
                new LintSight(linted, choice.looked(), choice.pending(), document));
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
