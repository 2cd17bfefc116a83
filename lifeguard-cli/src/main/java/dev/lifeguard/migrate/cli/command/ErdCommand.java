package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.ErdSight;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.OutputFormat;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.erd.DiagramFile;
import dev.lifeguard.migrate.inspect.erd.DiagramFormat;
import dev.lifeguard.migrate.inspect.erd.DiagramReader;
import dev.lifeguard.migrate.inspect.erd.DiagramView;
import dev.lifeguard.migrate.inspect.erd.MigrationsDiagram;
import dev.lifeguard.migrate.inspect.erd.SchemaDiagram;
import dev.lifeguard.migrate.inspect.erd.TableChoice;
import dev.lifeguard.migrate.inspect.erd.TableName;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Draws tables and the references between them. */
final class ErdCommand implements Action {

    /** As the class of the formats has them, which is not there when all options are shown. */
    private static final List<String> FORMATS = List.of("mermaid", "svg", "png");

    private final TextArgument tables =
            TextArgument.of(
                    OptionSpec.builder("--tables")
                            .paramLabel("PATTERN")
                            .description(
                                    "Names of tables with * and ?, with or without their schema;"
                                            + " commas between several (all tables)."));

    private final TextArgument format =
            TextArgument.of(
                    OptionSpec.builder("--format")
                            .paramLabel("mermaid|svg|png")
                            .completionCandidates(FORMATS)
                            .description(
                                    "Text of Mermaid, or a picture (as the file's name ends)."));

    private final TextArgument file =
            TextArgument.of(
                    OptionSpec.builder("--file")
                            .paramLabel("FILE")
                            .description(
                                    "Write it into this file (stdout). One that ends with .md is a"
                                            + " document, with several diagrams for many tables."));

    private final Flag check =
            Flag.of(
                    OptionSpec.builder("--check")
                            .description(
                                    "Write nothing; end with 10 where the file is not up to"
                                            + " date."));

    private final ScratchOption scratch = new ScratchOption();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("erd");
        spec.usageMessage()
                .customSynopsis(
                        "lifeguard-migrate erd [--tables PATTERN] [--format mermaid|svg|png]"
                                + " [--file FILE] [--check] [--scratch-url URL]")
                .description(
                        "Draws the tables of the database, their keys and the references between"
                                + " them. Tables next to the chosen ones are grey.",
                        "Without a database, or with --scratch-url, it draws what the migrations"
                                + " make on a scratch database. Changes nothing in the database.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate erd --file docs/schema.md",
                        "  lifeguard-migrate erd --file docs/schema.md --check",
                        "  lifeguard-migrate erd --tables 'invoice*,payments'",
                        "  lifeguard-migrate erd --tables 'billing.*' --file billing.svg");
        return spec.addOption(HelpOption.spec())
                .add(tables.spec())
                .add(format.spec())
                .add(file.spec())
                .add(check.spec())
                .add(scratch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Optional<Path> path =
                Optional.ofNullable(file.text()).map(text -> SnapshotRun.path("--file", text));
        DiagramFormat form = DiagramFormat.of(Optional.ofNullable(format.text()), path);
        if (check.isSet()) {
            requireComparable(form, path);
        } else {
            path.ifPresent(it -> SnapshotRun.directories(invocation).requireNotRead("--file", it));
        }
        DiagramFormat.Writer writer = form.writer();
        SchemaDiagram schema = schema(invocation);
        List<TableName> chosen = new TableChoice(Optional.ofNullable(tables.text())).of(schema);
        List<DiagramView> views =
                form.hasSeveral() ? schema.views(chosen) : List.of(schema.view(chosen));
        byte[] bytes = writer.bytes(views);
        Optional<DiagramFile> there = path.map(it -> new DiagramFile(it, form));
        ErdSight.State state = state(there, bytes);
        Optional<String> text =
                path.isPresent()
                        ? Optional.empty()
                        : Optional.of(new String(bytes, StandardCharsets.UTF_8));
        Optional<String> document =
                invocation.settings().output() == OutputFormat.TEXT ? text : Optional.empty();
        return invocation.warned(
                form.hasSeveral() ? List.of() : TableChoice.crowded(chosen),
                new Answer.Seen(
                        Optional.empty(),
                        new ErdSight(form.word(), views, path, state, text, document)));
    }

    private static void requireComparable(DiagramFormat form, Optional<Path> path) {
        if (path.isEmpty()) {
            throw Refused.because("--check compares a file. Name it with --file.");
        }
        if (!form.isText()) {
            throw Refused.because(
                    "--check compares text: a picture depends on the fonts of the machine. Keep a"
                            + " document (--file schema.md), and compare that.");
        }
    }

    private ErdSight.State state(Optional<DiagramFile> file, byte[] bytes) {
        if (!check.isSet()) {
            file.ifPresent(there -> there.write(bytes));
            return ErdSight.State.WRITTEN;
        }
        return file.filter(there -> there.has(bytes)).isPresent()
                ? ErdSight.State.UP_TO_DATE
                : ErdSight.State.STALE;
    }

    private SchemaDiagram schema(Invocation invocation) {
        OwnTables own = OwnTables.of(invocation.settings().table().table());
        if (scratch.isGiven() || invocation.settings().database().url().isEmpty()) {
            return made(invocation, own);
        }
        DiagramReader reader = DiagramReader.of(invocation.product());
        SnapshotRun.schema(invocation).requireThatOfUrl(invocation.database().dataSource(), "erd");
        invocation.doing("reading the tables");
        return reader.read(invocation.database().dataSource(), own);
    }

    private SchemaDiagram made(Invocation invocation, OwnTables own) {
        Optional<DatabaseUrl> named = scratch.url(invocation);
        DatabaseProduct product = named.map(DatabaseUrl::product).orElseGet(invocation::product);
        invocation.doing("opening a scratch database");
        try (ScratchServer server = ScratchServer.open(product, named, invocation.caller())) {
            MigrationsDiagram migrations = new MigrationsDiagram(server, invocation::plain, own);
            invocation.stoppedBy(migrations::stop);
            invocation.doing("applying the migrations to the scratch database");
            return migrations.read(invocation.sources());
        }
    }

    @Override
    public Ending ending(Answer answer) {
        return answer instanceof Answer.Seen seen && !seen.sight().succeeded()
                ? Ending.FOUND
                : Ending.DONE;
    }
}
