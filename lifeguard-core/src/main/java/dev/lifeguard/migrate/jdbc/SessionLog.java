package dev.lifeguard.migrate.jdbc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is written of a session; the class is loaded when there is something to write. */
final class SessionLog {

    static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private SessionLog() {}
}
