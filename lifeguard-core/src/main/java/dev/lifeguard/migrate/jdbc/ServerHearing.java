package dev.lifeguard.migrate.jdbc;

/** Hears what a server says beside its answers to an author's statements. */
@FunctionalInterface
public interface ServerHearing {

    /**
     * Takes note of it.
     *
     * @param severity as the server names it
     * @param warning whether it is worth a look
     */
    void said(String severity, boolean warning, String message);
}
