package dev.lifeguard.migrate.maven;

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
        Repair repair = repair();
        MigrationStatus status = builder.build().repair(repair);
        getLog().info(
                        "The history is corrected for %s. %s"
                                .formatted(version(repair), Words.pending(status.pending())));
    }

    private static String version(Repair repair) {
        return MigrationVersion.digits(repair.version());
    }

    private Repair repair() {
        List<Repair> said = new ArrayList<>();
        add(acceptChecksum, Repair.AcceptChecksum::new, said);
        add(markDone, Repair.MarkDone::new, said);
        add(markUndone, Repair.MarkUndone::new, said);
        add(statementDone, Repair.StatementDone::new, said);
        add(statementUndone, Repair.StatementUndone::new, said);
        if (said.size() != 1) {
            throw Refused.because(
                    "Say one thing to repair, with its version: acceptChecksum, markDone,"
                            + " markUndone, statementDone or statementUndone.");
        }
        return said.getFirst();
    }

    private static void add(
            @Nullable String version, LongFunction<Repair> correction, List<Repair> said) {
        if (version != null) {
            said.add(correction.apply(VersionText.parse(version)));
        }
    }
}
