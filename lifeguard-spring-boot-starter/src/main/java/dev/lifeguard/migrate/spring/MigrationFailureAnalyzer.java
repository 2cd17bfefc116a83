package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.RunReport;
import dev.lifeguard.migrate.error.RunReport.Step;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says of a failed run, instead of a stack trace, which migrator it was, what happened, and what
 * was done by then; and the next step.
 */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<LifeguardException> {

    private static final int MOST_PROBLEMS = 5;

    @Override
    protected FailureAnalysis analyze(Throwable root, LifeguardException cause) {
        MigrationRunException run = findCause(root, MigrationRunException.class);
        List<String> lines = new ArrayList<>();
        lines.add(
                run == null
                        ? "The migrations cannot be set up."
                        : "The run of the migrator \"%s\" failed.".formatted(run.migrator()));
        lines.addAll(problems(cause));
        if (run != null) {
            lines.add(
                    cause.report()
                            .map(MigrationFailureAnalyzer::done)
                            .orElse("No migration was begun."));
        }
        return new FailureAnalysis(String.join("\n", lines), nextStep(cause.kind()), cause);
    }

    private static List<String> problems(LifeguardException cause) {
        List<String> all = SpringWords.of(cause);
        int more = all.size() - MOST_PROBLEMS;
        if (more <= 0) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_PROBLEMS));
        first.add("There are %s problems more.".formatted(more));
        return first;
    }

    private static String done(RunReport report) {
        String left = named(report.left());
        return report.applied().isEmpty()
                ? "This run had applied nothing before; left: %s.".formatted(left)
                : "This run had applied %s; left: %s.".formatted(named(report.applied()), left);
    }

    private static String named(List<Step> steps) {
        if (steps.isEmpty()) {
            return "nothing";
        }
        Step first = steps.getFirst();
        String shown = new MigrationVersion(first.version(), first.label()).label(first.name());
        return steps.size() == 1 ? shown : "%s and %s more".formatted(shown, steps.size() - 1);
    }

    private static String nextStep(ErrorKind kind) {
        return switch (kind) {
            case CONFIGURATION -> "Correct the property below lifeguard.migrate, or the bean.";
            case FILE_NOT_FOUND ->
                    "Put migrations there, or name the right place in lifeguard.migrate.locations.";
            case SCRIPT_FAILED ->
                    "Correct that migration and start again; the run goes on with it.";
            case LOCK_BUSY ->
                    "Start again when the other transaction has ended, or let the migration be"
                            + " tried longer: lifeguard.migrate.table-lock-retry.";
            case PARTIALLY_APPLIED ->
                    "Follow the message, then start again; the run goes on where it stopped.";
            case INVALID_NAME, INVALID_SCRIPT, DUPLICATE_VERSION ->
                    "Correct the files that are named and start again.";
            case CHECKSUM_MISMATCH ->
                    "Put the file back as it was and write a new migration; or, where the edit was"
                            + " on purpose, accept it as the message says.";
            case MISSING_MIGRATION ->
                    "Put the file back. An application that lacks it is not one that this database"
                            + " was made by.";
            case OUT_OF_ORDER ->
                    "Give the migration a newer version, or set"
                            + " lifeguard.migrate.out-of-order=true.";
            case IRREVERSIBLE -> "Write a new migration instead.";
            case DATA_LOSS -> "Say in a MigratorCustomizer what is to become of those rows.";
            case LOCK_TIMEOUT ->
                    "Wait for the other instance, or let this one wait longer:"
                            + " lifeguard.migrate.lock-timeout.";
            case LEASE_LOST -> "Start again; the run goes on where it stopped.";
            case DATABASE_UNREACHABLE ->
                    "Start the database, or correct URL, user and password. To wait for it at each"
                            + " start, set lifeguard.migrate.connect-timeout, for example to 1m.";
            case INTERRUPTED -> "Start again; the run goes on where it stopped.";
            case INTERNAL -> "Please report it, with the log.";
        };
    }
}
