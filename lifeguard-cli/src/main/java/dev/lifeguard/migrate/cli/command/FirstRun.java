package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.convert.ConvertedDirectory;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has a first run refused that would repeat what another tool applied. */
record FirstRun(Invocation invocation) implements PlanCheck, Consumer<MigratorBuilder> {

    @Override
    public void accept(MigratorBuilder builder) {
        builder.check(this);
    }

    @Override
    public List<Finding> check(Plan plan) {
        if (!plan.status().applied().isEmpty()) {
            return List.of();
        }
        try (TracesJar jar = TracesJar.open()) {
            return made(jar, PlanCheck.class).check(plan);
        }
    }

    /** For a status of an empty history: what is there, and how it is taken over. */
    @SuppressWarnings("unchecked") // By the contract of FirstRunCheck.
    List<String> histories() {
        try (TracesJar jar = TracesJar.open()) {
            return ((Supplier<List<String>>) made(jar, Supplier.class)).get();
        }
    }

    private <T> T made(TracesJar jar, Class<T> type) {
        return jar.firstRunCheck(type, this::compared, tool(), takeOver());
    }

    /** What an import would take over of the files, which it reads by a layout. */
    private ImportReport compared(Layout layout, ForeignHistory history) {
        List<MigrationSource> sources =
                invocation.settings().migrations().stream()
                        .map(directory -> ConvertedDirectory.source(directory, layout))
                        .toList();
        return invocation
                .plain(sources)
                .connectTimeout(invocation.settings().waits().database())
                .build()
                .planImport(history);
    }

    /** How that is done for the same files and database, as a format for the tool's name. */
    private String takeOver() {
        return OtherTools.TAKE_OVER + invocation.settings().given().behind("").replace("%", "%%");
    }

    /** Whose the files are, or were before they were converted. */
    private String tool() {
        return FormerVersions.tool(invocation.sources()).orElse(invocation.settings().layoutName());
    }
}
