package dev.lifeguard.migrate.architecture.bad.driver.state;

import org.postgresql.util.PSQLException;

/** Knows which driver it is. */
final class ReadsADriversException {

    static boolean isOfTheServer(Exception failure) {
        return failure instanceof PSQLException;
    }
}
