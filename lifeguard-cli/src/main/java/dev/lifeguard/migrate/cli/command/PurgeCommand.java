package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.PurgeText;
import dev.lifeguard.migrate.cli.output.PurgeText.Purging;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.connect.words.Refused;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Drops the tables that hold what a rollback has put aside. */
final class PurgeCommand implements Action {

    private final Flag yes =
            Flag.of(OptionSpec.builder("--yes").description("Drop them without being asked."));

    private final Flag dryRun =
            Flag.of(
                    OptionSpec.builder("--dry-run")
                            .description("Only show what would be dropped."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("purge");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate purge [--yes | --dry-run]")
                .description(
                        "Drops the tables that hold what down --quarantine has put aside.",
                        "These are all whose names end with __quarantined_ and a moment.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate purge --dry-run",
                        "  lifeguard-migrate purge --yes");
        return spec.addOption(HelpOption.spec()).add(yes.spec()).add(dryRun.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Migrator migrator = invocation.migrator();
        List<String> tables = migrator.putAside();
        if (dryRun.isSet() || tables.isEmpty()) {
            return seen(tables, Purging.LOOKED_AT);
        }
        if (!yes.isSet()) {
            requireAgreed(tables);
        }
        return seen(migrator.purge(tables), Purging.DROPPED);
    }

    private static Answer seen(List<String> tables, Purging done) {
        return new Answer.Seen(Optional.empty(), new PurgeText(tables, done));
    }

    private static void requireAgreed(List<String> tables) {
        if (!Question.isPossible()) {
            throw Refused.because(
                    "purge would drop %s, and there is no terminal to ask. Nothing was changed. Say --yes."
                            .formatted(String.join(", ", tables)));
        }
        if (!Question.isAnsweredYes(tables, "Drop them?")) {
            throw Refused.because("Nothing was changed: the answer was no.");
        }
    }

    @Override
    public boolean changesHistory() {
        return true;
    }
}
