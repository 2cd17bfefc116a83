package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;

/** The last line of a run; the library's log has one for each migration. */
final class RunLine {

    private RunLine() {}

    static String of(Direction direction, MigrationReport report) {
        String pending = Words.pending(report.pending());
        return switch (direction) {
            case UP ->
                    report.applied().isEmpty()
                            ? nothingApplied(report)
                            : Words.count(report.applied().size(), "migration")
                                    + " applied. "
                                    + pending;
            case DOWN ->
                    report.rolledBack().isEmpty()
                            ? "Nothing to roll back. " + pending
                            : Words.count(report.rolledBack().size(), "migration")
                                    + " rolled back. "
                                    + pending;
        };
    }

    private static String nothingApplied(MigrationReport report) {
        return report.pending().isEmpty()
                ? "Nothing to apply: the database is up to date."
                : "Nothing to apply as far as that. " + Words.pending(report.pending());
    }
}
