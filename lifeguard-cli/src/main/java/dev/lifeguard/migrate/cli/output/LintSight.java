package dev.lifeguard.migrate.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.lint.LintedFiles;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What lint found.
 *
 * @param pending what a database has not; empty where none was asked
 * @param document it in another form than text and JSON, where that is asked for
 */
public record LintSight(
        LintedFiles linted,
        Looked looked,
        List<PendingMigration> pending,
        Optional<String> document)
        implements Sight {

    /** Copies the list. */
    public LintSight {
        pending = List.copyOf(pending);
    }

    /** What was looked at. */
    public enum Looked {
        /** All migrations of the directory. */
        AT_ALL,
        /** Those that were named, or are newer, or changed. */
        AT_CHOSEN,
        /** Those that the database does not have. */
        AT_PENDING,
        /** Those of a run that goes on. */
        AT_RUN,
        /** Those of a run that is refused because of what was found. */
        AT_REFUSED
    }

    @Override
    public List<String> lines(Style style) {
        return LintText.lines(this, style);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        JsonLint.write(json, linted);
    }

    @Override
    public boolean succeeded() {
        return !linted.report().hasErrors();
    }
}
