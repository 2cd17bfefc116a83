package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Corrects the history for one migration, in one way that is named; runs no script. */
@Mojo(name = "repair", threadSafe = true)
public final class RepairMojo extends DatabaseMojo {

    /** The file of this version was edited on purpose: records its checksum. */
    @Parameter(property = "lifeguard.acceptChecksum")
    private @Nullable String acceptChecksum;

    /** The part-way migration of this version was finished by hand: it counts as applied. */
    @Parameter(property = "lifeguard.markDone")
    private @Nullable String markDone;

    /** The part-way migration of this version was taken back by hand: it counts as pending. */
    @Parameter(property = "lifeguard.markUndone")
    private @Nullable String markUndone;

    /** The statement in doubt of this version's part-way migration took effect. */
    @Parameter(property = "lifeguard.statementDone")
    private @Nullable String statementDone;

    /** The statement in doubt of this version's part-way migration did not. */
    @Parameter(property = "lifeguard.statementUndone")
    private @Nullable String statementUndone;

    @Override
    void perform(MigratorBuilder builder, Database database) {
        Migrator migrator = builder.build();
        Corrected corrected = corrected(versions(migrator));
        MigrationStatus status = migrator.repair(corrected.repair());
        getLog().info(
                        "The history is corrected for %s. %s"
                                .formatted(
                                        Words.version(corrected.version()),
                                        Words.pending(status.pending())));
    }

    /** What is said of which version. */
    private record Corrected(MigrationVersion version, Repair repair) {}

    private Corrected corrected(VersionText versions) {
        List<Corrected> said = new ArrayList<>();
        add(acceptChecksum, Repair.AcceptChecksum::new, versions, said);
        add(markDone, Repair.MarkDone::new, versions, said);
        add(markUndone, Repair.MarkUndone::new, versions, said);
        add(statementDone, Repair.StatementDone::new, versions, said);
        add(statementUndone, Repair.StatementUndone::new, versions, said);
        if (said.size() != 1) {
            throw Refused.because(
                    "Say one thing to repair, with its version: acceptChecksum, markDone,"
                            + " markUndone, statementDone or statementUndone.");
        }
        return said.getFirst();
    }

    private static void add(
            @Nullable String text,
            LongFunction<Repair> correction,
            VersionText versions,
            List<Corrected> said) {
        if (text != null) {
            MigrationVersion version = versions.orRepeatable(text);
            said.add(new Corrected(version, correction.apply(version.number())));
        }
    }
}
