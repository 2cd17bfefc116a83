package dev.lifeguard.migrate.architecture.bad.threads.state;

/** Builds a thread, in the right package but in another class. */
final class BuildsAThread {

    static Thread of(Thread.Builder builder, Runnable work) {
        return builder.unstarted(work);
    }
}
