package dev.lifeguard.migrate.architecture.bad.engine.engine.pipeline;

/** The face. */
public record Pipeline(int count) {}
