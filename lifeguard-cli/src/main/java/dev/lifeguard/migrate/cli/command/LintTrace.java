package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.inspect.explain.Rehearsal;
import dev.lifeguard.migrate.inspect.explain.Rehearsed;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs what lint looks at on a scratch database. */
final class LintTrace {

    private final ScratchOption scratch;
    private final Invocation invocation;

    LintTrace(ScratchOption scratch, Invocation invocation) {
        this.scratch = scratch;
        this.invocation = invocation;
    }

    /** What was seen; empty where the migrations cannot run at all, which is a warning. */
    Optional<Rehearsed> of(LintChoice choice, Set<MigrationVersion> wanted) {
        try (TargetOfExplain target = target(choice)) {
            return of(choice, wanted, target);
        } catch (ValidationException forbidden) {
            forbidden.problems().forEach(this::warn);
            return Optional.empty();
        }
    }

    private TargetOfExplain target(LintChoice choice) {
        return choice.status().isEmpty()
                ? TargetOfExplain.of(Optional.empty(), warning -> {})
                : FilesOfRun.target(invocation);
    }

    private Optional<Rehearsed> of(
            LintChoice choice, Set<MigrationVersion> wanted, TargetOfExplain target) {
        invocation.doing("opening a scratch database");
        try (ScratchServer server =
                ScratchServer.open(
                        DatabaseProduct.POSTGRESQL, scratch.url(invocation), invocation.caller())) {
            Rehearsal rehearsal =
                    new Rehearsal(
                            server,
                            source -> invocation.plain(source, choice.sources()),
                            Optional.ofNullable(invocation.settings().table().schema()),
                            target.schema(OwnTables.of(invocation.settings().table().table())));
            invocation.stoppedBy(rehearsal::stop);
            invocation.doing("running the migrations on the scratch database");
            Rehearsed seen = rehearsal.run(wanted, target.roles());
            seen.end().ifPresent(this::warn);
            return Optional.of(seen);
        }
    }

    private void warn(ErrorDetail why) {
        invocation.warned(List.of("The trace is not whole. " + why.message()), "");
    }
}
