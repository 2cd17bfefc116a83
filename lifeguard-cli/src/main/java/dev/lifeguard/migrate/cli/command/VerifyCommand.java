package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.VerifySight;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.verify.Verified;
import dev.lifeguard.migrate.inspect.verify.Verifier;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Runs migrations up, down and up again on a scratch database, and compares the schemas. */
final class VerifyCommand implements Action {

    private final PositionalParamSpec versions =
            PositionalParamSpec.builder()
                    .paramLabel("VERSION")
                    .description(
                            "A migration's 14 digits (its label in another layout), or r_NAME of a"
                                    + " repeatable one.")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("0..*")
                    .build();

    private final Flag all =
            Flag.of(
                    OptionSpec.builder("--all")
                            .description("Every migration of the directory, applied or not."));

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("verify");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate verify [VERSION...] [--all] [--scratch-url URL]")
                .description(
                        "Runs each pending migration up, down and up again on a scratch database,"
                                + " with rows in its tables, and compares the schemas."
                                + " PostgreSQL, MariaDB, SQLite and H2.",
                        "Without a database all migrations count as pending. Changes nothing in"
                                + " the database. Ends with 10 where one is not taken back whole,"
                                + " or cannot be applied again.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate verify",
                        "  lifeguard-migrate verify 20240120120000",
                        "  lifeguard-migrate verify --all --output json");
        return spec.addOption(HelpOption.spec()).add(versions).add(all.spec()).add(scratch.spec());
    }

    /** What is verified: their versions, empty for all; and what the database does not have. */
    private record Chosen(
            Optional<Set<MigrationVersion>> versions, List<PendingMigration> pending) {}

    @Override
    public Answer perform(Invocation invocation) {
        SnapshotRun.requireReadable(invocation, "verify");
        Chosen chosen = chosen(invocation);
        if (chosen.versions().filter(Set::isEmpty).isPresent()) {
            return new Answer.Seen(Optional.empty(), new VerifySight(List.of(), chosen.pending()));
        }
        invocation.doing("opening a scratch database");
        try (ScratchServer server = TargetScratch.open(scratch, invocation)) {
            Verifier verifier =
                    new Verifier(
                            server,
                            invocation::plain,
                            Optional.ofNullable(invocation.settings().table().schema()),
                            OwnTables.of(invocation.settings().table().table()));
            invocation.stoppedBy(verifier::stop);
            List<Verified> verified =
                    verifier.verify(
                            invocation.sources(),
                            chosen.versions(),
                            RolesOfTarget.of(invocation),
                            step -> invocation.doing("verifying " + step.label()));
            return new Answer.Seen(Optional.empty(), new VerifySight(verified, chosen.pending()));
        }
    }

    private Chosen chosen(Invocation invocation) {
        List<String> named = Objects.requireNonNullElse(versions.getValue(), List.of());
        if (all.isSet() && !named.isEmpty()) {
            throw Refused.because("--all is every migration. Leave it out, or the versions.");
        }
        if (!named.isEmpty()) {
            Set<MigrationVersion> those =
                    named.stream()
                            .map(text -> VersionText.orRepeatable(text, invocation))
                            .collect(Collectors.toSet());
            return new Chosen(Optional.of(those), List.of());
        }
        if (all.isSet() || invocation.settings().database().url().isEmpty()) {
            return new Chosen(Optional.empty(), List.of());
        }
        List<PendingMigration> pending = invocation.migrator().status().pending();
        Set<MigrationVersion> those =
                pending.stream().map(PendingMigration::version).collect(Collectors.toSet());
        return new Chosen(Optional.of(those), pending);
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
