package dev.lifeguard.migrate.architecture.bad.threads.engine;

/** Is a thread. */
final class IsAThread extends Thread {}
