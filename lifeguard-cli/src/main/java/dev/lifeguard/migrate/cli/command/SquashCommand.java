package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.SquashSight;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.squash.SquashRange;
import dev.lifeguard.migrate.inspect.squash.SquashRun;
import dev.lifeguard.migrate.inspect.squash.SquashedBaseline;
import dev.lifeguard.migrate.inspect.squash.Squasher;
import dev.lifeguard.migrate.inspect.squash.Squashing;
import dev.lifeguard.migrate.inspect.squash.WantedRows;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes all migrations up to a version one baseline. */
final class SquashCommand implements Action {

    private final TextArgument version =
            TextArgument.of(
                    PositionalParamSpec.builder()
                            .paramLabel("VERSION")
                            .description("The 14 digits of the last migration that is squashed.")
                            .required(true));

    private final TextArgument data =
            TextArgument.of(
                    OptionSpec.builder("--data")
                            .paramLabel("TABLE,...")
                            .description(
                                    "The tables whose rows the baseline has: names with or without"
                                            + " their schema, * for any characters."));

    private final TextArgument withoutData =
            TextArgument.of(
                    OptionSpec.builder("--without-data")
                            .paramLabel("TABLE,...")
                            .description(
                                    "The tables whose rows it does not have, although migrations"
                                            + " put them there."));

    private final TextArgument moveTo =
            TextArgument.of(
                    OptionSpec.builder("--move-to")
                            .paramLabel("DIR")
                            .description(
                                    "Where the squashed files are moved to; otherwise they are"
                                            + " deleted, and must be committed to git."));

    private final Flag dryRun =
            Flag.of(
                    OptionSpec.builder("--dry-run")
                            .description("Makes and proves the baseline, and writes nothing."));

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("squash");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate squash VERSION [--data TABLE,...]",
                        "                  [--without-data TABLE,...] [--move-to DIR] [--dry-run]",
                        "                  [--scratch-url URL]")
                .description(
                        "Makes all migrations up to VERSION one baseline file, which a new database"
                                + " gets in their place. PostgreSQL only.",
                        "Before a file is changed, scratch databases are made both ways, and their"
                                + " schemas and rows compared. No other database is changed.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate squash 20240120120000",
                        "  lifeguard-migrate squash 20240120120000 --data countries,currencies",
                        "  lifeguard-migrate squash 20240120120000 --dry-run --output json");
        return spec.addOption(HelpOption.spec())
                .add(version.spec())
                .add(data.spec())
                .add(withoutData.spec())
                .add(moveTo.spec())
                .add(dryRun.spec())
                .add(scratch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        SnapshotRun.requirePostgres(invocation, "squash");
        Optional<Path> target =
                Optional.ofNullable(moveTo.text()).map(text -> SnapshotRun.path("--move-to", text));
        SquashRun run =
                new SquashRun(
                        invocation.settings().migrations(),
                        invocation::catalog,
                        target,
                        dryRun.isSet() ? Squashing.Done.NOTHING : Squashing.Done.WRITTEN);
        MigrationVersion last =
                VersionText.parse(Objects.requireNonNull(version.text()), invocation);
        return new Answer.Seen(
                Optional.empty(),
                new SquashSight(run.upTo(last, range -> squashed(invocation, range))));
    }

    private SquashedBaseline squashed(Invocation invocation, SquashRange range) {
        invocation.doing("opening scratch databases");
        try (ScratchServer server = TargetScratch.open(scratch, invocation)) {
            Squasher squasher =
                    new Squasher(
                            server,
                            invocation::plain,
                            Optional.ofNullable(invocation.settings().table().schema()),
                            OwnTables.of(invocation.settings().table().table()));
            invocation.stoppedBy(squasher::stop);
            invocation.doing(
                    "applying %s migrations to a scratch database"
                            .formatted(range.members().size()));
            return squasher.squash(
                    invocation.sources(),
                    range,
                    new WantedRows(names(data), names(withoutData)),
                    RolesOfTarget.of(invocation));
        }
    }

    private static List<String> names(TextArgument option) {
        String text = option.text();
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }
}
