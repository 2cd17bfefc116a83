package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.cli.command.Ending;
import dev.lifeguard.migrate.error.ErrorKind;

/** What the process ends with; the numbers never change. */
enum ExitCode {
    DONE(0),
    INTERNAL(1),
    CONFIGURATION(2),
    REFUSED(3),
    FAILED(4),
    PART_WAY(5),
    LOCKED(6),
    LEASE_LOST(7),
    UNREACHABLE(8),
    PENDING(9),
    FOUND(10),
    /** SIGINT's; the JVM puts the number of the signal that really came in its place. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Ending ending) {
        return switch (ending) {
            case DONE -> DONE;
            case PENDING -> PENDING;
            case FOUND -> FOUND;
        };
    }

    /** Whether the command did its work, whatever it found. */
    boolean hasResult() {
        return this == DONE || this == PENDING || this == FOUND;
    }

    static ExitCode of(ErrorKind kind) {
        return switch (kind) {
            case CONFIGURATION, FILE_NOT_FOUND -> CONFIGURATION;
            case INVALID_NAME,
                    INVALID_SCRIPT,
                    DUPLICATE_VERSION,
                    CHECKSUM_MISMATCH,
                    MISSING_MIGRATION,
                    OUT_OF_ORDER,
                    IRREVERSIBLE,
                    DATA_LOSS ->
                    REFUSED;
            case SCRIPT_FAILED, LOCK_BUSY -> FAILED;
            case PARTIALLY_APPLIED -> PART_WAY;
            case LOCK_TIMEOUT -> LOCKED;
            case LEASE_LOST -> LEASE_LOST;
            case DATABASE_UNREACHABLE -> UNREACHABLE;
            case INTERRUPTED -> INTERRUPTED;
            case INTERNAL -> INTERNAL;
        };
    }
}
