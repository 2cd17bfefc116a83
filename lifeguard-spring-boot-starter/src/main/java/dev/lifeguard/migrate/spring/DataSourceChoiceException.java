package dev.lifeguard.migrate.spring;

import org.jspecify.annotations.Nullable;

/** It is not clear, or not possible, which database the migrations are for. */
final class DataSourceChoiceException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String nextStep;

    DataSourceChoiceException(String message, String nextStep, @Nullable Throwable cause) {
        super(message, cause);
        this.nextStep = nextStep;
    }

    /** What to do, in a sentence. */
    String nextStep() {
        return nextStep;
    }
}
