package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.ImportReport.ImportedMigration;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the history of another tool: what its table says is applied is recorded as applied,
 * without being run.
 */
@Mojo(name = "import", threadSafe = true)
public final class ImportMojo extends DatabaseMojo {

    /** The tool, by the name of its layout: flyway, goose, ... */
    @Parameter(property = "lifeguard.tool")
    private @Nullable String tool;

    /** The table of its history, as TABLE or SCHEMA.TABLE, where it is not the usual one. */
    @Parameter(property = "lifeguard.fromTable")
    private @Nullable String fromTable;

    /** Only compares, and shows what would be recorded or removed. */
    @Parameter(property = "lifeguard.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * Takes an import back after which nothing was applied, rolled back or repaired; no table of
     * the tool is read for that.
     */
    @Parameter(property = "lifeguard.undo", defaultValue = "false")
    private boolean undo;

    @Override
    Layout layout() {
        Layout layout = chosen().layout();
        if (!layoutName().equals(LayoutName.OWN) && !layoutName().equals(chosen().id())) {
            throw Refused.because(
                    ("The layout that is set is another one than that of %s. Leave lifeguard.layout"
                                    + " out: the directory is read by the tool's own.")
                            .formatted(chosen().title()));
        }
        return layout;
    }

    private OtherTool chosen() {
        if (tool == null) {
            throw Refused.because(
                    "No tool is given. Write -Dlifeguard.tool=TOOL. There are %s."
                            .formatted(String.join(", ", OtherTool.ids())));
        }
        String name = tool;
        return OtherTool.named(name)
                .orElseThrow(() -> Refused.because(LayoutName.unknownTool(name)));
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        ForeignHistory history =
                chosen().history(fromTable)
                        .orElseThrow(
                                () ->
                                        Refused.because(
                                                "The history of %s cannot be taken over."
                                                        .formatted(chosen().title())));
        Migrator migrator = builder.build();
        if (undo && dryRun) {
            ImportReport report = migrator.planUndoImport(history);
            tell("Would remove", report.takenBack());
            end("%s would not be recorded here any more. Nothing was changed.", report.takenBack());
        } else if (undo) {
            ImportReport report = migrator.undoImport(history);
            tell("Removed", report.takenBack());
            end("%s not recorded here any more. Nothing was rolled back.", report.takenBack());
        } else if (dryRun) {
            ImportReport report = migrator.planImport(history);
            tell("Would record", report.imported());
            end("%s would be taken over. Nothing was changed.", report.imported());
        } else {
            ImportReport report = migrator.importHistory(history);
            report.warnings().forEach(getLog()::warn);
            tell("Recorded", report.imported());
            end("%s taken over without being run.", report.imported());
            getLog().info(Words.pending(report.pending()));
        }
    }

    private void tell(String word, List<ImportedMigration> migrations) {
        for (ImportedMigration each : migrations) {
            getLog().info("%s %s %s".formatted(word, Words.version(each.version()), each.name()));
        }
    }

    private void end(String sentence, List<ImportedMigration> migrations) {
        getLog().info(sentence.formatted(Words.count(migrations.size(), "migration")));
    }
}
