package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.maven.plugin.logging.Log;

/** How things stand: a line for each migration, and one for each problem. */
record StatusLines(Log log, MavenWords words) {

    void show(MigrationStatus status) {
        Map<Long, String> lines = lines(status);
        status.order().stream().map(each -> lines.get(each.number())).forEach(log::info);
        summary(status);
    }

    /** The problems, and how many migrations there are. */
    void summary(MigrationStatus status) {
        status.warnings().forEach(warning -> log.warn(GoalWords.of(warning)));
        problems(status, problem -> true);
        log.info(
                "%s applied, %s pending."
                        .formatted(
                                status.applied().size() - status.edited().size(),
                                status.pending().size()));
    }

    /**
     * Shows one migration.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when nobody knows it
     */
    void show(MigrationStatus status, MigrationVersion wanted) {
        long version = wanted.number();
        String line = lines(status).get(version);
        if (line == null) {
            throw Refused.because(
                    "No migration has the version %s. mvn lifeguard:status lists them."
                            .formatted(wanted));
        }
        log.info(line);
        problems(
                status,
                problem -> problem.version().filter(it -> it.number() == version).isPresent());
    }

    private void problems(MigrationStatus status, Predicate<Problem> shown) {
        List<Problem> problems = status.problems().stream().filter(shown).toList();
        problems.forEach(problem -> log.warn(GoalWords.of(words.of(problem.detail()).coded())));
    }

    private static Map<Long, String> lines(MigrationStatus status) {
        Map<Long, String> lines = new HashMap<>();
        Set<MigrationVersion> late = status.outOfOrder();
        for (MigrationRecord each : status.applied()) {
            lines.put(
                    each.version().number(),
                    line(each.version(), each.name(), state(each, status, late)));
        }
        for (PendingMigration each : status.pending()) {
            lines.put(each.version().number(), line(each.version(), each.name(), state(each)));
        }
        return lines;
    }

    private static String line(MigrationVersion version, String name, String state) {
        return "%s: %s".formatted(version.label(name), state);
    }

    private static String state(
            MigrationRecord applied, MigrationStatus status, Set<MigrationVersion> late) {
        if (applied.isBaseline()) {
            return "baseline";
        }
        String when = "applied " + Words.moment(applied.appliedAt());
        if (status.ahead().contains(applied.version())
                || status.withoutFile().contains(applied.version())) {
            return when + ", no file here";
        }
        return late.contains(applied.version()) ? when + ", out of order" : when;
    }

    private static String state(PendingMigration pending) {
        Integer done = pending.statementsDone();
        return done == null ? "pending" : "part-way, " + Words.count(done, "statement") + " done";
    }
}
