package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Corrects the history. */
@Command(
        name = "repair",
        customSynopsis = {
            "lifeguard-migrate repair --accept-checksum VERSION",
            "       lifeguard-migrate repair (--mark-done | --mark-undone) VERSION",
            "       lifeguard-migrate repair (--statement-done | --statement-undone) VERSION"
        },
        description = {
            "Corrects the history for one migration, in one way that is named.",
            "It runs no script: it only says what the database holds."
        },
        footer = {
            "",
            "Examples:",
            "  lifeguard-migrate repair --accept-checksum 20240120120000",
            "  lifeguard-migrate repair --statement-done 20240120130000 && lifeguard-migrate up"
        })
final class RepairCommand implements Action {

    @Mixin final HelpOption help = new HelpOption();

    @ArgGroup(multiplicity = "1")
    private @Nullable Correction correction;

    private static final class Correction {

        @Option(
                names = "--accept-checksum",
                paramLabel = "VERSION",
                description = "The file was edited on purpose: record its checksum.")
        private @Nullable String acceptChecksum;

        @Option(
                names = "--mark-done",
                paramLabel = "VERSION",
                description = "A part-way migration was finished by hand: it counts as applied.")
        private @Nullable String markDone;

        @Option(
                names = "--mark-undone",
                paramLabel = "VERSION",
                description = "A part-way migration was taken back by hand: it counts as pending.")
        private @Nullable String markUndone;

        @Option(
                names = "--statement-done",
                paramLabel = "VERSION",
                description = "The statement in doubt of a part-way migration took effect.")
        private @Nullable String statementDone;

        @Option(
                names = "--statement-undone",
                paramLabel = "VERSION",
                description = "The statement in doubt of a part-way migration did not.")
        private @Nullable String statementUndone;

        private Repair repair() {
            if (acceptChecksum != null) {
                return new Repair.AcceptChecksum(VersionText.parse(acceptChecksum));
            }
            if (markDone != null) {
                return new Repair.MarkDone(VersionText.parse(markDone));
            }
            if (markUndone != null) {
                return new Repair.MarkUndone(VersionText.parse(markUndone));
            }
            if (statementDone != null) {
                return new Repair.StatementDone(VersionText.parse(statementDone));
            }
            if (statementUndone != null) {
                return new Repair.StatementUndone(VersionText.parse(statementUndone));
            }
            throw Refused.because("Say what to repair: repair --help lists the ways.");
        }
    }

    @Override
    public Answer perform(Invocation invocation) {
        if (correction == null) {
            throw Refused.because("Say what to repair: repair --help lists the ways.");
        }
        Repair repair = correction.repair();
        return new Answer.Repaired(repair, invocation.migrator().repair(repair));
    }

    @Override
    public boolean changesHistory() {
        return true;
    }
}
