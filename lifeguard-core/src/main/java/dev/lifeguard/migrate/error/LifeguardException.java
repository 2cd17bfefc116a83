package dev.lifeguard.migrate.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that this library throws on purpose.
 *
 * <p>The message begins with the stable code and says what happened, where, and what to do next.
 */
public abstract sealed class LifeguardException extends RuntimeException
        permits ConfigurationException,
                DatabaseUnreachableException,
                InvalidScriptException,
                LeaseLostException,
                LockTimeoutException,
                MigrationFailedException,
                MigrationInterruptedException,
                ValidationException {

    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;
    private @Nullable RunReport report;

    LifeguardException(ErrorDetail detail, @Nullable Throwable cause) {
        this(detail.coded(), detail, cause);
    }

    LifeguardException(String message, ErrorDetail detail, @Nullable Throwable cause) {
        super(message, cause);
        this.detail = detail;
    }

    /** What happened and where, as data. */
    public ErrorDetail detail() {
        return detail;
    }

    /** The kind of fault. */
    public ErrorKind kind() {
        return detail.kind();
    }

    /** The stable code of {@link #kind()}, for example {@code LG-201}. */
    public String code() {
        return detail.kind().code();
    }

    /** What the run had done before it failed; empty where it failed before it began. */
    public Optional<RunReport> report() {
        return Optional.ofNullable(report);
    }

    /** Adds what the run had done, as {@link #initCause} adds a cause: the first one stays. */
    public void initReport(RunReport done) {
        if (report == null) {
            report = done;
        }
    }
}
