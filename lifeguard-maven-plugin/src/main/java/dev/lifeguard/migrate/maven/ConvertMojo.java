package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.convert.Conversion;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.Layout;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes another tool's migrations as files of this project's own layout; the directory that they
 * are read from stays as it is.
 */
@Mojo(name = "convert", threadSafe = true)
public final class ConvertMojo extends NamedDatabaseMojo {

    /** Whose files they are, by the name of the layout: flyway, goose, ... */
    @Parameter(property = "lifeguard.tool")
    private @Nullable String tool;

    /** What is written: a directory that is not there yet, from the project's folder. */
    @Parameter(property = "lifeguard.dir")
    private @Nullable String dir;

    @Override
    Layout layout() {
        String name = tool();
        Layout layout =
                OtherTool.named(name)
                        .map(OtherTool::layout)
                        .orElseThrow(() -> Refused.because(LayoutName.unknownTool(name)));
        if (!layoutName().equals(LayoutName.OWN) && !layoutName().equals(name)) {
            throw Refused.because(
                    ("convert reads the layout %s, and the layout is set to %s. Leave"
                                    + " lifeguard.layout out.")
                            .formatted(name, layoutName()));
        }
        return layout;
    }

    private String tool() {
        if (tool == null) {
            throw Refused.because(
                    "No tool is given. Write -Dlifeguard.tool=TOOL. There are %s."
                            .formatted(String.join(", ", OtherTool.ids())));
        }
        return tool;
    }

    @Override
    void perform() {
        if (dir == null) {
            throw Refused.because(
                    "No directory is given that is to be written. Write -Dlifeguard.dir=DIR.");
        }
        String name = tool();
        ConvertedDirectory written = new ConvertedDirectory(folder().resolve(dir));
        written.requireEmpty();
        try {
            Conversion conversion = Conversion.of(catalog(), scriptRules());
            written.write(name, conversion, sources());
            for (Conversion.Converted each : conversion.converted()) {
                getLog().info("%s: %s".formatted(each.from(), String.join(", ", each.files())));
            }
            getLog().info(
                            "%s converted into %s. Set migrationsDir to it from now on, without layout."
                                    .formatted(
                                            Words.count(conversion.converted().size(), "migration"),
                                            written.directory()));
        } catch (IOException fault) {
            throw Refused.because(
                    "The migrations cannot be read: %s.".formatted(FaultText.of(fault)), fault);
        }
    }
}
