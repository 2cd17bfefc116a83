package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Drift;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.plan.MigrationStatus;
import java.util.List;
import javax.sql.DataSource;

/** Compares a run's database with what its applied migrations make. */
final class DriftRun {

    private DriftRun() {}

    /**
     * Where they differ.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when they cannot be compared
     */
    static List<Difference> differences(
            Invocation invocation, MigrationStatus status, ScratchOption scratch) {
        Drift.requireApplied(status, invocation.catalog());
        DataSource live = invocation.database().dataSource();
        SnapshotRun.schema(invocation).requireThatOfUrl(live, "drift");
        invocation.doing("opening a scratch database");
        try (ScratchServer server =
                ScratchServer.open(
                        invocation.product(), scratch.url(invocation), invocation.caller())) {
            Drift drift =
                    new Drift(
                            server,
                            invocation::plain,
                            OwnTables.of(invocation.settings().table().table()));
            invocation.stoppedBy(drift::stop);
            invocation.doing("applying the migrations to the scratch database");
            return drift.differences(
                    live,
                    status,
                    invocation.sources(),
                    RolesOfTarget.of(invocation),
                    new IgnoredObjects(invocation.settings().drift().ignored()));
        }
    }
}
