package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.cli.facts.FactsReader;
import dev.lifeguard.migrate.cli.facts.FileFacts;
import dev.lifeguard.migrate.cli.facts.MadeObjects;
import dev.lifeguard.migrate.cli.facts.MigrationFacts;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.LogText;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.UnversionedText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Tells everything about the database, or about one migration. */
final class InfoCommand implements Action {

    private static final int RUNS = 20;

    private final TextArgument version =
            TextArgument.of(
                    PositionalParamSpec.builder()
                            .paramLabel("VERSION")
                            .description(
                                    "A migration's 14 digits (its label in another layout), or"
                                            + " r_NAME of a repeatable one;"
                                            + " without it: the database.")
                            .arity("0..1"));

    private final Flag log =
            Flag.of(
                    OptionSpec.builder("--log")
                            .description("Show who changed what from where, the newest last."));

    private final TextArgument last =
            TextArgument.of(
                    OptionSpec.builder("--last")
                            .paramLabel("N")
                            .description("With --log: the newest N runs (20)."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("info");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate info [VERSION | --config | --log [--last N]]")
                .description(
                        "Tells everything about the database, or about one migration.",
                        "That is the server, the state table, the lock, and what each migration"
                                + " made.",
                        "Changes nothing and takes no lock.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate info",
                        "  lifeguard-migrate info --config        (where each setting comes from)",
                        "  lifeguard-migrate info 20240120120000",
                        "  lifeguard-migrate info --log --last 5");
        return spec.addOption(HelpOption.spec())
                .add(version.spec())
                .add(log.spec())
                .add(last.spec());
    }

    @Override
    public boolean showsSettings() {
        return true;
    }

    /** How many runs of the log are shown. */
    private int count() {
        String count = last.text();
        return count == null ? RUNS : WholeNumber.of("--last", count, "runs");
    }

    private void requireMeant() {
        if (log.isSet() && version.text() != null) {
            throw Refused.because(
                    "--log is about all migrations: give it without \"%s\"."
                            .formatted(version.text()));
        }
        if (!log.isSet() && last.text() != null) {
            throw Refused.because("--last is for --log alone. Give --log, too.");
        }
    }

    @Override
    public Answer perform(Invocation invocation) {
        requireMeant();
        if (invocation.settings().said().wanted()) {
            return new Answer.Configured(invocation.settings().said());
        }
        Migrator migrator = invocation.migrator();
        if (log.isSet()) {
            return new Answer.Seen(Optional.empty(), new LogText(migrator.log(count())));
        }
        FactsReader reader =
                new FactsReader(invocation.database().dataSource(), invocation.settings().table());
        String named = version.text();
        if (named != null) {
            return new Answer.AboutMigration(
                    migration(version(named, invocation), invocation, migrator, reader),
                    invocation.advice()::of);
        }
        MigrationStatus status = migrator.status();
        return new Answer.AboutDatabase(
                invocation.database().place(),
                invocation.settings().directories(),
                status,
                reader.database(),
                migrator.lockHolder(),
                reader.made());
    }

    private static MigrationVersion version(String named, Invocation invocation) {
        boolean shortened =
                invocation.catalog().repeatables().stream()
                        .anyMatch(each -> each.name().equals(named));
        if (shortened) {
            return MigrationVersion.ofRepeatable(named);
        }
        if (UnversionedText.hook(named).isPresent()) {
            throw Refused.because(
                    "\"%s\" is a hook, which is no part of the history. lifeguard-migrate plan shows the hooks of the next run."
                            .formatted(named));
        }
        return VersionText.orRepeatable(named, invocation);
    }

    private static MigrationFacts migration(
            MigrationVersion named, Invocation invocation, Migrator migrator, FactsReader reader) {
        MigrationStatus status = migrator.status();
        long version = named.number();
        Optional<Script> script = invocation.catalog().find(version);
        Optional<MigrationRecord> applied =
                status.applied().stream()
                        .filter(each -> each.version().number() == version)
                        .findFirst();
        Optional<PendingMigration> pending =
                status.pending().stream()
                        .filter(each -> each.version().number() == version)
                        .findFirst();
        String name =
                script.map(Script::name)
                        .or(() -> applied.map(MigrationRecord::name))
                        .or(() -> pending.map(PendingMigration::name))
                        .orElseThrow(() -> unknown(named));
        List<ErrorDetail> problems =
                status.problems().stream()
                        .filter(problem -> concerns(problem, named, script))
                        .map(Problem::detail)
                        .toList();
        Optional<MadeObjects> made =
                reader.made().stream().filter(each -> each.version() == version).findFirst();
        return new MigrationFacts(
                script.map(Script::version)
                        .or(() -> applied.map(MigrationRecord::version))
                        .orElse(named),
                name,
                script.map(found -> FileFacts.of(found, rules(invocation, reader))),
                applied,
                applied.flatMap(row -> reader.origin(row.version().number())),
                pending,
                made,
                applied.flatMap(row -> migrator.batches().begun(version)),
                problems);
    }

    private static ScriptRules rules(Invocation invocation, FactsReader reader) {
        return new ScriptRules(reader.lexerRules(), invocation.settings().placeholders());
    }

    /** An unreadable file without a version is known by its name. */
    private static boolean concerns(
            Problem problem, MigrationVersion version, Optional<Script> script) {
        return problem.version().filter(version::equals).isPresent()
                || (version.isRepeatable()
                        && script.filter(it -> it.fileName().equals(problem.detail().file()))
                                .isPresent());
    }

    private static RuntimeException unknown(MigrationVersion version) {
        return Refused.because(
                ("There is no %s, neither in the directory nor in the history."
                                + " lifeguard-migrate status lists the versions.")
                        .formatted(
                                version.isRepeatable()
                                        ? "repeatable migration of that name"
                                        : "migration " + version));
    }
}
