package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.lint.ChangedFiles;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintLevel;
import dev.lifeguard.migrate.lint.LintReport;
import dev.lifeguard.migrate.lint.LintScope;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.sql.DataSource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what blocks others, loses data or fails in migrations for PostgreSQL, and fails where
 * one is an error; runs nothing.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class LintMojo extends LintingMojo {

    /** Asks no database, also where one is named. */
    @Parameter(property = "lifeguard.offline", defaultValue = "false")
    private boolean offline;

    /** Only migrations that are newer than this version. */
    @Parameter(property = "lifeguard.since")
    private @Nullable String since;

    /** Only files that changed since this branch, tag or commit, as git tells. */
    @Parameter(property = "lifeguard.changedSince")
    private @Nullable String changedSince;

    /** Runs them on a scratch database, too, to see what they lock there. */
    @Parameter(property = "lifeguard.trace", defaultValue = "false")
    private boolean trace;

    /**
     * A server on which a scratch database may be made and dropped; an embedded PostgreSQL where
     * nothing is said.
     */
    @Parameter(property = "lifeguard.scratchUrl")
    private @Nullable String scratchUrl;

    @Inject private RepositorySystem repositories;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (!offline && isNamed()) {
            super.perform();
        } else {
            look(new BuildLint(this).lint(), script -> true, LintMojo::unknown, Optional.empty());
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) throws MojoFailureException {
        Migrator migrator = builder.build();
        MigrationStatus status = migrator.status();
        Set<MigrationVersion> pending =
                status.pending().stream()
                        .map(PendingMigration::version)
                        .collect(Collectors.toSet());
        look(
                new BuildLint(this).lint(database.dataSource()).knowing(status),
                script -> pending.contains(script.version()),
                () -> status,
                Optional.of(database.dataSource()));
    }

    private void look(
            Lint plain,
            Predicate<Script> wanted,
            Supplier<MigrationStatus> status,
            Optional<DataSource> live)
            throws MojoFailureException {
        MigrationCatalog catalog = catalog();
        if (!catalog.rejected().isEmpty()) {
            throw new ValidationException(catalog.rejected());
        }
        Predicate<Script> chosen = wanted.and(newer(catalog, status)).and(changed()).and(linted());
        Lint lint = trace ? traced(plain, catalog, chosen, live) : plain;
        LintReport report = lint.look(catalog, scriptRules(), chosen);
        report.findings().forEach(new FindingLog(getLog())::show);
        String summary =
                "%s in %s of %s."
                        .formatted(
                                Words.count(report.findings().size(), "finding"),
                                Words.count(report.statements(), "statement"),
                                Words.count(report.migrations(), "migration"));
        if (report.hasErrors()) {
            throw new MojoFailureException(
                    "lint: %s %s of level error.".formatted(summary, errors(report)));
        }
        getLog().info(summary);
    }

    private Lint traced(
            Lint lint,
            MigrationCatalog catalog,
            Predicate<Script> chosen,
            Optional<DataSource> live) {
        BuildScratch scratch =
                new BuildScratch(
                        this,
                        Optional.ofNullable(scratchUrl),
                        new Downloads(repositories, session(), project()));
        return new BuildTrace(this, scratch)
                .of(LintScope.versions(catalog, chosen), live)
                .map(lint::knowing)
                .orElse(lint);
    }

    private static String errors(LintReport report) {
        long errors =
                report.findings().stream()
                        .filter(finding -> finding.level() == LintLevel.ERROR)
                        .count();
        return errors + (errors == 1 ? " is" : " are");
    }

    private Predicate<Script> newer(MigrationCatalog catalog, Supplier<MigrationStatus> status) {
        if (since == null) {
            return script -> true;
        }
        MigrationVersion version = new VersionText(layout(), this::catalog, status).parse(since);
        return LintScope.newerThan(version, catalog);
    }

    private static MigrationStatus unknown() {
        throw Refused.because("since names a migration that is not in the directory.");
    }

    private Predicate<Script> changed() {
        if (changedSince == null) {
            return script -> true;
        }
        Set<String> changed = new HashSet<>();
        for (Path directory : directories()) {
            changed.addAll(ChangedFiles.since(changedSince, directory));
        }
        return LintScope.ofFiles(changed);
    }
}
