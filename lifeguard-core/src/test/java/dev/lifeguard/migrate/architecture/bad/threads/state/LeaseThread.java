package dev.lifeguard.migrate.architecture.bad.threads.state;

/** May do so. */
final class LeaseThread {

    static Thread of(Runnable work) {
        return Thread.ofVirtual().unstarted(work);
    }
}
