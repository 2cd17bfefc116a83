package dev.lifeguard.migrate.architecture.bad.unmarked.state;

/** Is in a package that does not say it. */
final class InNoMarkedPackage {}
