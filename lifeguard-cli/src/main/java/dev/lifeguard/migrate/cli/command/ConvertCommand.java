package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Settings;
import dev.lifeguard.migrate.cli.settings.TextArgument;
import dev.lifeguard.migrate.connect.convert.Conversion;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes another tool's migrations as files of this project's own layout. */
final class ConvertCommand implements Action {

    private final TextArgument tool =
            TextArgument.at(
                    0,
                    PositionalParamSpec.builder()
                            .paramLabel("TOOL")
                            .description("Whose files they are, as --layout has it.")
                            .required(true));

    private final TextArgument directory =
            TextArgument.at(
                    1,
                    PositionalParamSpec.builder()
                            .paramLabel("DIR")
                            .description("What is written: a directory that is not there yet.")
                            .required(true));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("convert");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate convert TOOL DIR")
                .description(
                        "Writes another tool's migrations as files of this project's own layout.",
                        "They are read from --migrations-dir, which stays as it is. Their texts"
                                + " stay the same, too. A database that import took over goes on"
                                + " with DIR.")
                .footer(
                        "",
                        "Example:",
                        "  lifeguard-migrate convert flyway db/lifeguard --migrations-dir"
                                + " db/migration");
        return spec.addOption(HelpOption.spec()).add(tool.spec()).add(directory.spec());
    }

    @Override
    public Settings settings(Settings given) {
        String name = Objects.requireNonNull(tool.text());
        return given.with(name, layout(name, given));
    }

    @Override
    public Answer perform(Invocation invocation) {
        String name = Objects.requireNonNull(tool.text());
        Layout layout = invocation.settings().layout();
        ConvertedDirectory written = new ConvertedDirectory(directory());
        written.requireEmpty();
        List<MigrationSource> sources =
                invocation.settings().migrations().stream()
                        .map(source -> MigrationSource.directory(source, layout))
                        .toList();
        try {
            MigrationCatalog catalog =
                    MigrationCatalog.of(
                            sources,
                            invocation.settings().classPath(),
                            new GivenSurroundings(invocation.settings()));
            Conversion conversion = Conversion.of(catalog, invocation.scriptRules());
            written.write(name, conversion, sources);
            return invocation.warned(
                    catalog.leftOut().stream().map("%s It was not converted."::formatted).toList(),
                    new Answer.Converted(
                            conversion.converted(),
                            written.directory(),
                            invocation
                                    .settings()
                                    .next("lifeguard-migrate status", written.directory())));
        } catch (IOException fault) {
            throw Refused.because(
                    "The migrations cannot be read: %s.".formatted(FaultText.of(fault)), fault);
        }
    }

    private static Layout layout(String name, Settings settings) {
        if (name.equals(LayoutName.OWN)) {
            throw Refused.because(
                    "\"lifeguard\" is this project's own layout, which convert writes. Name the"
                            + " tool whose files are read.");
        }
        Layout layout =
                LayoutName.find(name)
                        .orElseThrow(
                                () ->
                                        Refused.because(
                                                LayoutName.unknown(name, "\"" + name + "\"")));
        if (!settings.layout().equals(Layout.own()) && !settings.layoutName().equals(name)) {
            throw Refused.because(
                    "convert %s reads the layout %s, and the layout is set to %s. Leave that out."
                            .formatted(name, name, settings.layoutName()));
        }
        return layout;
    }

    private Path directory() {
        String text = Objects.requireNonNull(directory.text());
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw Refused.because("\"%s\" is no path: %s.".formatted(text, invalid.getReason()));
        }
    }
}
