package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.compat.ApplicationStatements;
import dev.lifeguard.migrate.inspect.compat.Compat;
import dev.lifeguard.migrate.inspect.compat.Compat.Question;
import dev.lifeguard.migrate.inspect.compat.CompatReport;
import dev.lifeguard.migrate.inspect.compat.CompatText;
import dev.lifeguard.migrate.inspect.compat.GivenStatements;
import dev.lifeguard.migrate.inspect.compat.SearchPaths;
import dev.lifeguard.migrate.inspect.drift.Drift;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Finds out on a scratch database whether the statements of the application that runs survive the
 * pending migrations, and fails where one breaks. PostgreSQL only; executes none of them, and
 * changes nothing in the database.
 */
@Mojo(name = "compat", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class CompatMojo extends ScratchMojo {

    /** A file with the application's statements, one a line. */
    @Parameter(property = "lifeguard.statements")
    private @Nullable String statements;

    /** A database whose pg_stat_statements has them; the database itself where nothing is said. */
    @Parameter(property = "lifeguard.statementsFrom")
    private @Nullable String statementsFrom;

    /** Ask no database what is pending: all that is newer than this migration. */
    @Parameter(property = "lifeguard.since")
    private @Nullable String since;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        requirePostgres("compat");
        if (since == null) {
            super.perform();
        } else {
            tell(reportSince(since));
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) throws MojoFailureException {
        GivenStatements given = statements(database::dataSource);
        Plan plan = builder.build().plan(Target.all());
        plan.requireRunnable();
        Drift.requireWhole(plan.status(), catalog());
        tell(
                plan.steps().isEmpty()
                        ? new CompatReport(given.count(), 0, List.of(), given.unreadable())
                        : report(plan, given, database.dataSource()));
    }

    private GivenStatements statements(Supplier<DataSource> live) {
        return new ApplicationStatements(
                        Optional.ofNullable(statements).map(folder()::resolve),
                        Optional.ofNullable(statementsFrom).map(this::other))
                .read(live, new BuildCaller(getLog(), lockTimeout()));
    }

    private void tell(CompatReport report) throws MojoFailureException {
        FoundLines found = new FoundLines(getLog(), "compat");
        List<String> lines = CompatText.lines(report, Style.PLAIN);
        if (!report.breaks().isEmpty()) {
            throw found.failure(lines);
        }
        found.show(lines);
    }

    private CompatReport reportSince(String version) {
        if (statements == null && statementsFrom == null) {
            throw Refused.because(
                    "since asks no database. Name the application's statements with statements, or"
                            + " a database that has them with statementsFrom.");
        }
        GivenStatements given = statements(CompatMojo::none);
        MigrationVersion last =
                new VersionText(layout(), this::catalog, CompatMojo::unknown).parse(version);
        return scratch()
                .with(
                        DatabaseProduct.POSTGRESQL,
                        server -> {
                            Compat compat = new Compat(server, this::plain, schema());
                            Plan plan = compat.planSince(last, sources());
                            SearchPaths usual = new SearchPaths(List.of());
                            return compat.report(
                                    new Question(
                                            plan.status(), plan.steps(), given, usual, List.of()),
                                    sources(),
                                    step -> {});
                        });
    }

    private static DataSource none() {
        throw new IllegalStateException("Statements are named, and no database is asked");
    }

    private static MigrationStatus unknown() {
        throw Refused.because("since names a migration that is not in the directory.");
    }

    private DatabaseUrl other(String text) {
        return DatabaseUrl.of(text, folder(), Optional.empty(), classPath());
    }

    private CompatReport report(Plan plan, GivenStatements given, DataSource live) {
        Question question =
                new Question(
                        plan.status(),
                        plan.steps(),
                        given,
                        SearchPaths.of(live),
                        roles(Optional.of(live)));
        return scratch()
                .with(
                        DatabaseProduct.POSTGRESQL,
                        server ->
                                new Compat(server, this::plain, schema())
                                        .report(question, sources(), step -> {}));
    }
}
