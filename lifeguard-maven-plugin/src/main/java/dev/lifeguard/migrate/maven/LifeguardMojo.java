package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.source.Layout;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals have: where the migrations are, and how a failure is told. */
abstract class LifeguardMojo extends AbstractMojo {

    static final String DEFAULT_DIRECTORY = "src/main/resources/db/migration";

    /** Does nothing at all. */
    @Parameter(property = "lifeguard.skip", defaultValue = "false")
    private boolean skip;

    /**
     * Where the migrations are, src/main/resources/db/migration where nothing is said; one or more
     * directories, relative ones from the project's folder.
     */
    @Parameter(property = "lifeguard.migrationsDir")
    private @Nullable List<String> migrationsDir;

    /**
     * Whose files they are, lifeguard where nothing is said: flyway, liquibase-sql, golang-migrate,
     * dbmate, goose, diesel, sqlx, prisma, drizzle or node-pg-migrate-sql.
     */
    @Parameter(property = "lifeguard.layout")
    private @Nullable String layout;

    /**
     * Jars and directories that migrations in Java are compiled with, relative ones from the
     * project's folder.
     */
    @Parameter(property = "lifeguard.classPath")
    private @Nullable List<String> classPath;

    @Parameter(defaultValue = "${project}", readonly = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true)
    private @Nullable MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    private @Nullable MojoExecution execution;

    /** What the goal does. */
    abstract void perform() throws MojoExecutionException, MojoFailureException;

    /** Whether the goal has nothing to do where the project has no migrations. */
    boolean needsMigrations() {
        return true;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped, as lifeguard.skip says.");
            return;
        }
        if (needsMigrations() && isProjectWithout()) {
            getLog().info(
                            "Skipped: this project has no migrations (%s is not there)."
                                    .formatted(DEFAULT_DIRECTORY));
            return;
        }
        try {
            perform();
        } catch (LifeguardException failure) {
            getLog().debug(failure);
            throw MavenFailure.of(failure, words());
        }
    }

    /**
     * A project of several whose plugins are its parent's, or of which one is meant by a goal on
     * the command line: not one that says itself that it has migrations.
     */
    private boolean isProjectWithout() {
        if ((migrationsDir != null && !migrationsDir.isEmpty())
                || Files.exists(folder().resolve(DEFAULT_DIRECTORY))) {
            return false;
        }
        return project().getPackaging().equals("pom")
                || (session().getAllProjects().size() > 1 && !declaresPlugin());
    }

    private boolean declaresPlugin() {
        String key = Objects.requireNonNull(execution).getPlugin().getKey();
        return project().getOriginalModel().getBuild() != null
                && project().getOriginalModel().getBuild().getPlugins().stream()
                        .anyMatch(plugin -> plugin.getKey().equals(key));
    }

    /** How advice is worded, with what this build was told. */
    final MavenWords words() {
        return new MavenWords(GivenProperties.of(session(), Objects.requireNonNull(execution)));
    }

    final MavenProject project() {
        return Objects.requireNonNull(project);
    }

    final MavenSession session() {
        return Objects.requireNonNull(session);
    }

    /** The project's. */
    final Path folder() {
        return project().getBasedir().toPath();
    }

    /** Where the migrations are, at least one directory. */
    final List<Path> directories() {
        List<Path> named = paths(migrationsDir);
        return named.isEmpty() ? List.of(folder().resolve(DEFAULT_DIRECTORY)) : named;
    }

    /**
     * How the files are named and laid out.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when there is none of that name
     */
    Layout layout() {
        String name = layoutName();
        return LayoutName.find(name)
                .orElseThrow(() -> Refused.because(LayoutName.unknown(name, "\"" + name + "\"")));
    }

    /** What it is called. */
    final String layoutName() {
        return Objects.requireNonNullElse(layout, LayoutName.OWN);
    }

    final List<Path> classPath() {
        return paths(classPath);
    }

    /** One text may name several, divided as in a class path. */
    private List<Path> paths(@Nullable List<String> texts) {
        return Objects.requireNonNullElse(texts, List.<String>of()).stream()
                .flatMap(text -> Arrays.stream(text.split(Pattern.quote(File.pathSeparator), -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> folder().resolve(text))
                .toList();
    }
}
