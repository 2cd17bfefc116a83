package dev.lifeguard.migrate.architecture.bad.unmarked.plan;

/** Is in a package that says it. */
final class InAMarkedPackage {}
