package dev.lifeguard.migrate.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is pending, instead of a stack trace. */
final class PendingMigrationsFailureAnalyzer
        extends AbstractFailureAnalyzer<PendingMigrationsException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, PendingMigrationsException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Apply them, with \"lifeguard-migrate up\" or by an instance whose"
                        + " lifeguard.migrate.mode is run, and start again.",
                cause);
    }
}
