package dev.lifeguard.migrate.architecture.bad.engine.engine;

import dev.lifeguard.migrate.architecture.bad.engine.engine.pipeline.Pipeline;

/** Depends on all of them. */
record Runner(Pipeline pipeline) {}
