package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.CommandWords;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.explain.ExplainedMigration;
import dev.lifeguard.migrate.inspect.explain.Explainer;
import dev.lifeguard.migrate.inspect.explain.Explanation;
import dev.lifeguard.migrate.inspect.explain.NamedFailure;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Tells every lock of a migration, by running it on a scratch database. */
final class ExplainCommand implements Action {

    private final TextArgument wanted =
            TextArgument.of(
                    PositionalParamSpec.builder()
                            .paramLabel("VERSION|FILE")
                            .description(
                                    "A migration's 14 digits (its label in another layout), r_NAME"
                                            + " of a repeatable one, or a file, which need not be"
                                            + " in the directory.")
                            .required(true));

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("explain");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate explain VERSION|FILE [--scratch-url URL]")
                .description(
                        "Tells every lock that a migration takes, on every table and index, and"
                                + " whether it reads or writes all rows under it. PostgreSQL only.",
                        "Runs it on a scratch database, on top of the earlier migrations of the"
                                + " directory, and drops that again.",
                        "With a database it tells as well how large those tables are there, and"
                                + " who has them now. Changes nothing in it.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate explain 20240120120000",
                        "  lifeguard-migrate explain draft.sql --output json",
                        "  lifeguard-migrate explain 20240120120000 --scratch-url"
                                + " postgresql://ci@localhost/postgres");
        return spec.addOption(HelpOption.spec()).add(wanted.spec()).add(scratch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        String named = Objects.requireNonNull(wanted.text());
        requirePostgres(invocation);
        ExplainedMigration migration = FilesOfRun.migration(named, invocation);
        try (TargetOfExplain target = FilesOfRun.target(invocation)) {
            return new Answer.Explained(explained(named, migration, target, invocation));
        } catch (LifeguardException failure) {
            throw migration
                    .extra()
                    .map(loose -> new NamedFailure(loose, named, CommandWords::of).of(failure))
                    .orElse(failure);
        }
    }

    private Explanation explained(
            String named,
            ExplainedMigration migration,
            TargetOfExplain target,
            Invocation invocation) {
        invocation.doing("opening a scratch database");
        try (ScratchServer server =
                ScratchServer.open(
                        DatabaseProduct.POSTGRESQL, scratch.url(invocation), invocation.caller())) {
            Explainer explainer =
                    new Explainer(
                            server,
                            source -> builder(source, migration, invocation),
                            Optional.ofNullable(invocation.settings().table().schema()),
                            target.schema(OwnTables.of(invocation.settings().table().table())));
            invocation.stoppedBy(explainer::stop);
            invocation.doing("running it on the scratch database");
            Explanation explanation =
                    explainer
                            .explain(migration.wanted(), migration.file(), target.roles())
                            .orElseThrow(() -> Explainer.unknown(named));
            return target.seen(explanation);
        }
    }

    private static MigratorBuilder builder(
            DataSource source, ExplainedMigration migration, Invocation invocation) {
        MigratorBuilder builder = invocation.plain(source, invocation.sources());
        migration.extra().ifPresent(builder::source);
        return builder;
    }

    private static void requirePostgres(Invocation invocation) {
        DatabaseProduct product = invocation.product();
        if (product != DatabaseProduct.POSTGRESQL) {
            throw Refused.because(
                    "explain looks at the locks of PostgreSQL, and the database is %s. What that locks docs/databases.md says."
                            .formatted(product.product()));
        }
    }
}
