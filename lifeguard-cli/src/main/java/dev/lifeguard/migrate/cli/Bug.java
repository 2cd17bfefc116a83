package dev.lifeguard.migrate.cli;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;

/** A fault of this program, in a message that asks for a report. */
final class Bug {

    private Bug() {}

    static ErrorDetail of(Throwable bug) {
        return ErrorDetail.of(
                ErrorKind.INTERNAL,
                ("This is a fault of lifeguard-migrate itself: %s. Please report it, with what -v"
                                + " prints.")
                        .formatted(bug));
    }
}
