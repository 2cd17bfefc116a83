package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.inspect.erd.DiagramFile;
import dev.lifeguard.migrate.inspect.erd.DiagramFormat;
import dev.lifeguard.migrate.inspect.erd.DiagramReader;
import dev.lifeguard.migrate.inspect.erd.DiagramView;
import dev.lifeguard.migrate.inspect.erd.MigrationsDiagram;
import dev.lifeguard.migrate.inspect.erd.SchemaDiagram;
import dev.lifeguard.migrate.inspect.erd.TableChoice;
import dev.lifeguard.migrate.inspect.erd.TableName;
import dev.lifeguard.migrate.inspect.snapshot.NamedSchema;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Draws the tables of the database and the references between them into a file, or fails where the
 * file is not up to date. Without a database, or with scratchUrl, it draws what the migrations make
 * on a scratch database.
 */
@Mojo(name = "erd", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class ErdMojo extends ScratchMojo {

    /** Names of tables with * and ?, with or without their schema; commas between several. */
    @Parameter(property = "lifeguard.tables")
    private @Nullable String tables;

    /** mermaid, svg or png; as the file's name ends where nothing is said. */
    @Parameter(property = "lifeguard.format")
    private @Nullable String format;

    /** The file; one that ends with .md is a document, with several diagrams for many tables. */
    @Parameter(property = "lifeguard.file")
    private @Nullable String file;

    /** Writes nothing, and fails where the file is not up to date. */
    @Parameter(property = "lifeguard.check", defaultValue = "false")
    private boolean check;

    @Override
    boolean needsMigrations() {
        return !isNamed() || isScratchNamed();
    }

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        Path path = path();
        form(path);
        if (!check) {
            new MigrationDirectories(directories()).requireNotRead("--file", path);
        }
        if (isNamed() && !isScratchNamed()) {
            super.perform();
        } else {
            draw(made(), path);
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) throws MojoFailureException {
        new NamedSchema(database().product(), schema())
                .requireThatOfUrl(database.dataSource(), "erd");
        draw(DiagramReader.of(database().product()).read(database.dataSource(), own()), path());
    }

    private Path path() {
        if (file == null) {
            throw Refused.because("No file is named for the diagram. Write -Dlifeguard.file=FILE.");
        }
        return folder().resolve(file);
    }

    private DiagramFormat form(Path path) {
        DiagramFormat form = DiagramFormat.of(Optional.ofNullable(format), Optional.of(path));
        if (check && !form.isText()) {
            throw Refused.because(
                    "check compares text: a picture depends on the fonts of the machine. Keep a"
                            + " document (-Dlifeguard.file=schema.md), and compare that.");
        }
        return form;
    }

    private OwnTables own() {
        return OwnTables.of(table().table());
    }

    private SchemaDiagram made() {
        DatabaseProduct product = scratch().product();
        return scratch()
                .with(
                        product,
                        server ->
                                new MigrationsDiagram(server, this::plain, own()).read(sources()));
    }

    private void draw(SchemaDiagram schema, Path path) throws MojoFailureException {
        DiagramFormat form = form(path);
        List<TableName> chosen = new TableChoice(Optional.ofNullable(tables)).of(schema);
        List<DiagramView> views =
                form.hasSeveral() ? schema.views(chosen) : List.of(schema.view(chosen));
        if (!form.hasSeveral()) {
            TableChoice.crowded(chosen).forEach(it -> getLog().warn(GoalWords.of(it)));
        }
        keep(new DiagramFile(path, form), form.writer().bytes(views), views);
    }

    private void keep(DiagramFile there, byte[] bytes, List<DiagramView> views)
            throws MojoFailureException {
        if (!check) {
            there.write(bytes);
            int drawn = views.stream().mapToInt(view -> view.tables().size()).sum();
            getLog().info(
                            "%s of %s: %s."
                                    .formatted(
                                            Wording.count(views.size(), "diagram"),
                                            Wording.count(drawn, "table"),
                                            there.path()));
        } else if (there.has(bytes)) {
            getLog().info("%s is up to date.".formatted(there.path()));
        } else {
            throw new MojoFailureException(
                    "%s is not up to date. Run mvn lifeguard:erd without check, and commit it."
                            .formatted(there.path()));
        }
    }
}
