package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.List;

/** What is worth a look about the catalog and the history as a whole. */
final class Remarks {

    private Remarks() {}

    /** Applied migrations are newer than everything here, of which there is one at least. */
    static String olderApplication(List<HistoryRow> ahead) {
        return ("The database is ahead of this application: %s applied migration%s newer than"
                        + " everything here, the newest is %s.")
                .formatted(
                        ahead.size(), ahead.size() == 1 ? " is" : "s are", ahead.getLast().label());
    }

    /** Files are older than the baseline, of which there is one at least. */
    static String covered(List<Script> covered, MigrationVersion baseline) {
        return ("%s migration%s older than the baseline %s and count%s as applied: the first"
                        + " is %s.")
                .formatted(
                        covered.size(),
                        covered.size() == 1 ? " is" : "s are",
                        baseline,
                        covered.size() == 1 ? "s" : "",
                        covered.getFirst().label());
    }
}
