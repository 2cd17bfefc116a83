package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Has a first run refused that would repeat what another tool applied. */
record FirstRun(Invocation invocation) implements PlanCheck, Consumer<MigratorBuilder> {

    @Override
    public void accept(MigratorBuilder builder) {
        builder.check(this);
    }

    @Override
    public List<Finding> check(Plan plan) {
        return plan.status().applied().isEmpty()
                ? made(PlanCheck.class).map(check -> check.check(plan)).orElse(List.of())
                : List.of();
    }

    /** What looks for the histories of other tools, by one of its types. */
    <T> Optional<T> made(Class<T> type) {
        BiFunction<Layout, ForeignHistory, ImportReport> comparison = this::compared;
        return OtherTools.made(type, "FirstRunCheck", comparison, tool(), OtherTools.TAKE_OVER);
    }

    /** What an import would take over of the files, which it reads by a layout. */
    private ImportReport compared(Layout layout, ForeignHistory history) {
        List<MigrationSource> sources =
                invocation.settings().migrations().stream()
                        .map(directory -> ConvertedDirectory.source(directory, layout))
                        .toList();
        return invocation
                .plain(sources)
                .connectTimeout(invocation.settings().connectTimeout())
                .build()
                .planImport(history);
    }

    /** Whose the files are, or were before they were converted. */
    private String tool() {
        return FormerVersions.tool(invocation.sources())
                .orElse(invocation.settings().layoutName());
    }
}
