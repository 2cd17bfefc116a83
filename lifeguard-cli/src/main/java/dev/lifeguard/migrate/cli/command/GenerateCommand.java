package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.BatchTemplate;
import dev.lifeguard.migrate.source.catalog.BatchTemplate.KeySource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.NewFiles;
import dev.lifeguard.migrate.source.catalog.NewMigration;
import dev.lifeguard.migrate.source.catalog.NewMigration.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes a new migration file. */
final class GenerateCommand implements Action {

    private final TextArgument name =
            TextArgument.of(
                    PositionalParamSpec.builder()
                            .paramLabel("NAME")
                            .description(
                                    "What it does, for example create_users; spaces become"
                                            + " underscores.")
                            .required(true));

    private final Flag java =
            Flag.of(
                    OptionSpec.builder("--java")
                            .description("A migration in Java instead of SQL."));

    private final TextArgument batch =
            TextArgument.of(
                    OptionSpec.builder("--batch")
                            .paramLabel("TABLE")
                            .description(
                                    "A migration that changes the rows of that table in batches;"
                                            + " with a database, by the key that it has."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("generate");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate generate NAME [--java] [--batch TABLE]")
                .description(
                        "Writes a new migration file with a UTC version and prints its path.",
                        "The version is newer than every one that is there.",
                        "With --layout it is named as that tool names it, and each file is printed"
                                + " on a line, the one that applies it first.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate generate create_users",
                        "  lifeguard-migrate generate --java fill_users",
                        "  lifeguard-migrate generate --batch app.users fill_handles",
                        "  $EDITOR \"$(lifeguard-migrate generate 'add email to users')\"");
        return spec.addOption(HelpOption.spec())
                .add(name.spec())
                .add(java.spec())
                .add(batch.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        Path directory = invocation.settings().firstDirectory();
        Layout layout = invocation.settings().layout();
        String wanted = Objects.requireNonNull(name.text());
        try {
            return layout.equals(Layout.own())
                    ? own(directory, wanted, invocation)
                    : of(layout, directory, wanted);
        } catch (IOException fault) {
            throw NewMigration.unwritable(directory, FaultText.of(fault), fault);
        }
    }

    private Answer own(Path directory, String wanted, Invocation invocation) throws IOException {
        if (Files.isDirectory(directory)
                && !MigrationCatalog.of(List.of(MigrationSource.directory(directory)))
                        .rejected()
                        .isEmpty()) {
            OtherTools.hint(directory)
                    .ifPresent(
                            hint -> {
                                throw Refused.because(hint);
                            });
        }
        Language language = java.isSet() ? Language.JAVA : Language.SQL;
        String table = batch.text();
        NewMigration written =
                table == null
                        ? NewMigration.write(directory, wanted, language)
                        : NewMigration.writeBatches(
                                directory, wanted, language, template(table, invocation));
        return new Answer.Generated(
                Optional.of(written.version()), written.name(), List.of(written.file()));
    }

    /** By the key that the table has, where there is a database and the table has one. */
    private static BatchTemplate template(String table, Invocation invocation) {
        Optional<List<String>> key =
                invocation.settings().database().url().isEmpty()
                        ? Optional.empty()
                        : invocation.migrator().batches().key(table);
        Dialect dialect = Dialect.named(invocation.product().product());
        return key.map(
                        found ->
                                new BatchTemplate(
                                        table, quoted(found, dialect), KeySource.DATABASE))
                .orElseGet(() -> new BatchTemplate(table, List.of("id"), KeySource.GUESS));
    }

    /** In quotes where they are not all small letters. */
    private static List<String> quoted(List<String> names, Dialect dialect) {
        return names.stream()
                .map(name -> name.matches("[a-z_][a-z0-9_]*") ? name : dialect.quote(name))
                .toList();
    }

    private Answer of(Layout layout, Path directory, String wanted) throws IOException {
        if (java.isSet() || batch.text() != null) {
            throw Refused.because(
                    "%s writes a migration of this project's own layout, and another layout is set. Leave one of them out."
                            .formatted(java.isSet() ? "--java" : "--batch"));
        }
        NewFiles written = NewFiles.write(directory, wanted, layout);
        return new Answer.Generated(written.version(), written.name(), written.files());
    }
}
