package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.verify.Verified;
import dev.lifeguard.migrate.inspect.verify.Verifier;
import dev.lifeguard.migrate.inspect.verify.VerifyText;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs migrations up, down and up again on a scratch database of PostgreSQL or SQLite, with rows in
 * its tables, and fails where one is not taken back whole, or cannot be applied again. Those that
 * are pending in the database; without one all.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class VerifyMojo extends ScratchMojo {

    /** These migrations; 14 digits, a label in another layout, or r_NAME of a repeatable one. */
    @Parameter(property = "lifeguard.version")
    private @Nullable List<String> version;

    /** Every migration of the directory, applied or not. */
    @Parameter(property = "lifeguard.all", defaultValue = "false")
    private boolean all;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        requireReadable("verify");
        if (all && !named().isEmpty()) {
            throw Refused.because("all is every migration. Leave it out, or the versions.");
        }
        if (isNamed()) {
            super.perform();
        } else {
            verify(chosen(VerifyMojo::unknown), Optional.empty());
        }
    }

    @Override
    void perform(MigratorBuilder builder, Database database) throws MojoFailureException {
        Migrator migrator = builder.build();
        Optional<Set<MigrationVersion>> versions =
                all || !named().isEmpty()
                        ? chosen(migrator::status)
                        : Optional.of(
                                migrator.status().pending().stream()
                                        .map(PendingMigration::version)
                                        .collect(Collectors.toSet()));
        verify(versions, Optional.of(database.dataSource()));
    }

    private List<String> named() {
        return Objects.requireNonNullElse(version, List.of());
    }

    /** Empty for all. */
    private Optional<Set<MigrationVersion>> chosen(Supplier<MigrationStatus> status) {
        VersionText text = new VersionText(layout(), this::catalog, status);
        return named().isEmpty()
                ? Optional.empty()
                : Optional.of(named().stream().map(text::orRepeatable).collect(Collectors.toSet()));
    }

    private static MigrationStatus unknown() {
        throw Refused.because("version names a migration that is not in the directory.");
    }

    private void verify(Optional<Set<MigrationVersion>> versions, Optional<DataSource> live)
            throws MojoFailureException {
        List<Verified> verified =
                versions.filter(Set::isEmpty).isPresent()
                        ? List.of()
                        : scratch()
                                .with(
                                        knownProduct(),
                                        server ->
                                                new Verifier(
                                                                server,
                                                                this::plain,
                                                                schema(),
                                                                OwnTables.of(table().table()))
                                                        .verify(
                                                                sources(),
                                                                versions,
                                                                roles(live),
                                                                step -> {}));
        FoundLines found = new FoundLines(getLog(), "verify");
        List<String> lines = VerifyText.lines(verified, Style.PLAIN, words()::of);
        if (verified.stream().anyMatch(Verified::differs)) {
            throw found.failure(lines);
        }
        found.show(lines);
    }
}
