package dev.lifeguard.migrate.architecture.bad.unmarked.engine;

/** Is in a package that says nothing. */
final class InNoPackageInfo {}
