package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.sql.DataSource;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** A goal that tries something on a scratch database. */
abstract class ScratchMojo extends DatabaseMojo {

    /**
     * A server on which a scratch database may be made and dropped; an embedded PostgreSQL where
     * nothing is said.
     */
    @Parameter(property = "lifeguard.scratchUrl")
    private @Nullable String scratchUrl;

    @Inject private RepositorySystem repositories;

    final BuildScratch scratch() {
        return new BuildScratch(
                this,
                Optional.ofNullable(scratchUrl),
                new Downloads(repositories, session(), project()));
    }

    /** Whether a server for scratch databases is named. */
    final boolean isScratchNamed() {
        return scratchUrl != null;
    }

    /**
     * Refuses other databases than PostgreSQL.
     *
     * @param goal what it is for
     */
    final void requirePostgres(String goal) {
        SnapshotReader.requirePostgres(knownProduct(), goal);
    }

    /**
     * Refuses databases whose schemas cannot be read.
     *
     * @param goal what it is for
     */
    final void requireReadable(String goal) {
        SnapshotReader.require(knownProduct(), goal);
    }

    /** What the database is; PostgreSQL where none is named. */
    final DatabaseProduct knownProduct() {
        return product().orElse(DatabaseProduct.POSTGRESQL);
    }

    /** The roles on the server of a database of PostgreSQL, which scripts may name. */
    final List<String> roles(Optional<DataSource> live) {
        return knownProduct() == DatabaseProduct.POSTGRESQL
                ? live.map(TargetOfExplain::roles).orElse(List.of())
                : List.of();
    }
}
