package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Optional;

/**
 * Something that does not fit together between the migrations and the history, or that a check
 * forbids. This library makes it, and may tell of more kinds.
 */
public interface Problem {

    /** What it is, where, and what to do. */
    ErrorDetail detail();

    /** The kind of fault, which its code goes by. */
    default ErrorKind kind() {
        return detail().kind();
    }

    /** The version that it concerns; empty when it concerns none. */
    Optional<MigrationVersion> version();
}
