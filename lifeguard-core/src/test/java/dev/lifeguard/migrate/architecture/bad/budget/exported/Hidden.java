package dev.lifeguard.migrate.architecture.bad.budget.exported;

/** Does not count. */
final class Hidden {}
