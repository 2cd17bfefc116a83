package dev.lifeguard.migrate.architecture.bad.engine.engine.pipeline;

/** Another one. */
public record SecondFace(int count) {}
