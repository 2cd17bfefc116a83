package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.explain.ExplainedMigration;
import dev.lifeguard.migrate.inspect.explain.Explainer;
import dev.lifeguard.migrate.inspect.explain.Explanation;
import dev.lifeguard.migrate.inspect.explain.ExplanationText;
import dev.lifeguard.migrate.inspect.explain.NamedFailure;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.plan.MigrationStatus;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Tells every lock that a migration takes on PostgreSQL, and the work under it, by running it on a
 * scratch database; with a database how large those tables are there, and who has them now.
 */
@Mojo(name = "explain", threadSafe = true)
public final class ExplainMojo extends ScratchMojo {

    /** Its 14 digits, its label in another layout, or r_NAME of a repeatable one. */
    @Parameter(property = "lifeguard.version")
    private @Nullable String version;

    /** Its file, which need not be in the directory, in place of the version. */
    @Parameter(property = "lifeguard.file")
    private @Nullable String file;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        requirePostgres("explain");
        if ((version == null) == (file == null)) {
            throw Refused.because(
                    "Name one migration. Write -Dlifeguard.version=VERSION or"
                            + " -Dlifeguard.file=FILE.");
        }
        if (isNamed()) {
            super.perform();
        } else {
            explain(Optional.empty(), ExplainMojo::unknown);
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        explain(Optional.of(database.dataSource()), builder.build()::status);
    }

    private static MigrationStatus unknown() {
        throw Refused.because("version names a migration that is not in the directory.");
    }

    private String named() {
        return version != null ? version : folder().resolve(String.valueOf(file)).toString();
    }

    private void explain(Optional<DataSource> live, Supplier<MigrationStatus> status) {
        ExplainedMigration migration =
                ExplainedMigration.of(
                        named(),
                        new FilesOfBuild(this, new VersionText(layout(), this::catalog, status)));
        try (TargetOfExplain target = TargetOfExplain.of(live, getLog()::warn)) {
            Explanation explanation = explained(migration, target);
            ExplanationText.lines(target.seen(explanation), Style.PLAIN).forEach(getLog()::info);
        } catch (LifeguardException failure) {
            throw migration
                    .extra()
                    .map(loose -> new NamedFailure(loose, named(), words()::of).of(failure))
                    .orElse(failure);
        }
    }

    private Explanation explained(ExplainedMigration migration, TargetOfExplain target) {
        return scratch()
                .with(
                        DatabaseProduct.POSTGRESQL,
                        server ->
                                new Explainer(
                                                server,
                                                source -> with(migration, source),
                                                schema(),
                                                target.schema(OwnTables.of(table().table())))
                                        .explain(
                                                migration.wanted(),
                                                migration.file(),
                                                target.roles())
                                        .orElseThrow(() -> Explainer.unknown(named())));
    }

    private MigratorBuilder with(ExplainedMigration migration, DataSource source) {
        MigratorBuilder builder = plain(source, sources());
        migration.extra().ifPresent(builder::source);
        return builder;
    }
}
