package dev.lifeguard.migrate.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which data source is missing, or which there are too many, instead of a stack trace. */
final class DataSourceChoiceFailureAnalyzer
        extends AbstractFailureAnalyzer<DataSourceChoiceException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, DataSourceChoiceException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.nextStep(), cause);
    }
}
