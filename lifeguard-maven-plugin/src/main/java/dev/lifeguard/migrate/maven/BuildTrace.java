package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.inspect.explain.Rehearsal;
import dev.lifeguard.migrate.inspect.explain.Rehearsed;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Runs what lint looks at on a scratch database. */
record BuildTrace(NamedDatabaseMojo mojo, BuildScratch scratch) {

    /** What was seen; empty where the migrations cannot run at all, which is a warning. */
    Optional<Rehearsed> of(Set<MigrationVersion> wanted, Optional<DataSource> live) {
        try (TargetOfExplain target = TargetOfExplain.of(live, mojo.getLog()::warn)) {
            Rehearsed seen =
                    scratch.with(
                            DatabaseProduct.POSTGRESQL,
                            server ->
                                    new Rehearsal(
                                                    server,
                                                    source -> mojo.plain(source, mojo.sources()),
                                                    mojo.schema(),
                                                    target.schema(
                                                            OwnTables.of(mojo.table().table())))
                                            .run(wanted, target.roles()));
            seen.end().ifPresent(this::warn);
            return Optional.of(seen);
        } catch (ValidationException forbidden) {
            forbidden.problems().forEach(this::warn);
            return Optional.empty();
        }
    }

    private void warn(ErrorDetail why) {
        mojo.getLog()
                .warn("The trace is not whole. " + GoalWords.of(mojo.words().of(why).message()));
    }
}
