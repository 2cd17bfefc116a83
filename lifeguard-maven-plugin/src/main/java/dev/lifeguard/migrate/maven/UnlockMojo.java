package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.report.LockHolder;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows who holds the lock, and deletes its row where that is said. */
@Mojo(name = "unlock", threadSafe = true)
public final class UnlockMojo extends DatabaseMojo {

    /** Deletes the lock's row, whoever holds it. */
    @Parameter(property = "lifeguard.force", defaultValue = "false")
    private boolean force;

    @Override
    boolean needsMigrations() {
        return false;
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        Migrator migrator = builder.build();
        Optional<LockHolder> holder = force ? migrator.unlock() : migrator.lockHolder();
        if (holder.isEmpty()) {
            getLog().info("Nobody holds the lock.");
            return;
        }
        getLog().info(
                        "%s %s"
                                .formatted(
                                        force
                                                ? "The lock was removed. It was held"
                                                : "The lock is held",
                                        LockText.of(holder.get())));
    }
}
