package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.squash.SquashRange;
import dev.lifeguard.migrate.inspect.squash.SquashRun;
import dev.lifeguard.migrate.inspect.squash.SquashedBaseline;
import dev.lifeguard.migrate.inspect.squash.Squasher;
import dev.lifeguard.migrate.inspect.squash.Squashing;
import dev.lifeguard.migrate.inspect.squash.WantedRows;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes all migrations up to a version one baseline file, after proving on scratch databases of
 * PostgreSQL that both ways make the same. No other database is changed.
 */
@Mojo(name = "squash", threadSafe = true)
public final class SquashMojo extends ScratchMojo {

    /** The 14 digits of the last migration that is squashed. */
    @Parameter(property = "lifeguard.version")
    private @Nullable String version;

    /** The tables whose rows the baseline has; * for any characters. */
    @Parameter(property = "lifeguard.data")
    private @Nullable List<String> data;

    /** The tables whose rows it does not have, although migrations put them there. */
    @Parameter(property = "lifeguard.withoutData")
    private @Nullable List<String> withoutData;

    /** Where the squashed files are moved to; else they are deleted, and must be in git. */
    @Parameter(property = "lifeguard.moveTo")
    private @Nullable String moveTo;

    /** Makes and proves the baseline, and writes nothing. */
    @Parameter(property = "lifeguard.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        requirePostgres("squash");
        if (isNamed()) {
            super.perform();
        } else {
            squash(Optional.empty(), SquashMojo::unknown);
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        squash(Optional.of(database.dataSource()), builder.build()::status);
    }

    private static MigrationStatus unknown() {
        throw Refused.because("version names a migration that is not in the directory.");
    }

    private void squash(Optional<DataSource> live, Supplier<MigrationStatus> status) {
        if (version == null) {
            throw Refused.because(
                    "No version is given up to which migrations are squashed. Write"
                            + " -Dlifeguard.version=VERSION.");
        }
        MigrationVersion last = new VersionText(layout(), this::catalog, status).parse(version);
        SquashRun run =
                new SquashRun(
                        directories(),
                        this::catalog,
                        Optional.ofNullable(moveTo).map(folder()::resolve),
                        dryRun ? Squashing.Done.NOTHING : Squashing.Done.WRITTEN);
        Squashing done =
                scratch()
                        .with(
                                DatabaseProduct.POSTGRESQL,
                                server ->
                                        run.upTo(
                                                last,
                                                range ->
                                                        baseline(
                                                                new Squasher(
                                                                        server,
                                                                        this::plain,
                                                                        schema(),
                                                                        OwnTables.of(
                                                                                table().table())),
                                                                range,
                                                                roles(live))));
        new FoundLines(getLog(), "squash").show(done.lines(Style.PLAIN));
    }

    private SquashedBaseline baseline(Squasher squasher, SquashRange range, List<String> roles) {
        return squasher.squash(
                sources(),
                range,
                new WantedRows(
                        Objects.requireNonNullElse(data, List.of()),
                        Objects.requireNonNullElse(withoutData, List.of())),
                roles);
    }
}
