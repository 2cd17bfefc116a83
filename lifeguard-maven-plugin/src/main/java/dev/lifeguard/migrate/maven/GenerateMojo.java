package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.catalog.NewFiles;
import dev.lifeguard.migrate.source.catalog.NewMigration;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes a new migration file with a version of now, in UTC. */
@Mojo(name = "generate", threadSafe = true)
public final class GenerateMojo extends LifeguardMojo {

    /** What it does, for example create_users; spaces become underscores. */
    @Parameter(property = "lifeguard.name")
    private @Nullable String name;

    /** A migration in Java instead of SQL. */
    @Parameter(property = "lifeguard.java", defaultValue = "false")
    private boolean java;

    @Override
    boolean needsMigrations() {
        return false;
    }

    @Override
    void perform() {
        if (name == null) {
            throw Refused.because(
                    "No name is given. Write -Dlifeguard.name=NAME, for example create_users.");
        }
        Path directory = directories().getFirst();
        Layout layout = layout();
        try {
            if (!layout.equals(Layout.own())) {
                generate(directory, name, layout);
                return;
            }
            NewMigration written =
                    NewMigration.write(
                            directory,
                            name,
                            java ? NewMigration.Language.JAVA : NewMigration.Language.SQL);
            getLog().info(written.file().toString());
        } catch (IOException fault) {
            throw NewMigration.unwritable(directory, FaultText.of(fault), fault);
        }
    }

    private void generate(Path directory, String wanted, Layout layout) throws IOException {
        if (java) {
            throw Refused.because(
                    "java writes a migration of this project's own layout, and another layout is"
                            + " set. Leave one of them out.");
        }
        NewFiles.write(directory, wanted, layout)
                .files()
                .forEach(file -> getLog().info(file.toString()));
    }
}
