package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Drops the tables that hold what down has put aside. */
@Mojo(name = "purge", threadSafe = true)
public final class PurgeMojo extends DatabaseMojo {

    /** Only shows what would be dropped. */
    @Parameter(property = "lifeguard.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    boolean needsMigrations() {
        return false;
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        Migrator migrator = builder.build();
        List<String> found = migrator.putAside();
        List<String> tables = dryRun ? found : migrator.purge(found);
        tables.forEach(table -> getLog().info((dryRun ? "Would drop " : "Dropped ") + table));
        if (tables.isEmpty()) {
            getLog().info("Nothing is put aside.");
        }
    }
}
