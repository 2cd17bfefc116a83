package dev.lifeguard.migrate.architecture.bad.order.error;

/** Depends on nothing. */
public final class GoodError {}
