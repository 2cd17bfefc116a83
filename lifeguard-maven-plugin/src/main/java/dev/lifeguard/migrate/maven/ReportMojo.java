package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.report.OtherLooks;
import dev.lifeguard.migrate.inspect.report.Report;
import dev.lifeguard.migrate.inspect.report.ReportFile;
import dev.lifeguard.migrate.inspect.report.ReportReader;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

/** Makes one page of HTML about the database and its migrations, without changing anything. */
@Mojo(name = "report", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class ReportMojo extends LintingMojo {

    /** The file that gets the page. */
    @Parameter(property = "lifeguard.file")
    private @Nullable String file;

    /** Does not compare the schema, which applies all migrations to a scratch database. */
    @Parameter(property = "lifeguard.noDrift", defaultValue = "false")
    private boolean noDrift;

    /** Names of objects that may differ, as public.events_*. */
    @Parameter(property = "lifeguard.driftIgnore")
    private @Nullable List<String> driftIgnore;

    /**
     * A server on which a scratch database may be made and dropped; an embedded PostgreSQL where
     * nothing is said.
     */
    @Parameter(property = "lifeguard.scratchUrl")
    private @Nullable String scratchUrl;

    @Inject private RepositorySystem repositories;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (file == null) {
            throw Refused.because("No file is named for the report. Write -Dlifeguard.file=FILE.");
        }
        super.perform();
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        ReportFile page = new ReportFile(folder().resolve(Objects.requireNonNull(file)));
        new MigrationDirectories(directories()).requireNotRead("--file", page.path());
        page.requireOwn();
        Migrator migrator = builder.build();
        DatabaseProduct product = database().product();
        DataSource live = database.dataSource();
        MigrationStatus status = migrator.status();
        OtherLooks looks = new OtherLooks(product, migrator, () -> findings(status, live));
        ReportReader reader = new ReportReader(migrator, live, product, database.place(), table());
        Report report =
                reader.read(
                        noDrift
                                ? looks.withoutDrift(
                                        "mvn lifeguard:drift compares the schema with what the"
                                                + " applied migrations make.")
                                : looks.withDrift(() -> drift().differences(status, live)));
        page.write(report);
        getLog().info("The report is in %s.".formatted(page.path()));
    }

    private List<LintFinding> findings(MigrationStatus status, DataSource live) {
        Set<MigrationVersion> pending =
                status.pending().stream()
                        .map(PendingMigration::version)
                        .collect(Collectors.toSet());
        return new BuildLint(this)
                .lint(live)
                .knowing(status)
                .look(
                        catalog(),
                        scriptRules(),
                        linted().and(script -> pending.contains(script.version())))
                .findings();
    }

    private BuildDrift drift() {
        BuildScratch scratch =
                new BuildScratch(
                        this,
                        Optional.ofNullable(scratchUrl),
                        new Downloads(repositories, session(), project()));
        return new BuildDrift(this, scratch, Objects.requireNonNullElse(driftIgnore, List.of()));
    }
}
