package dev.lifeguard.migrate.architecture.bad.engine.engine.outcome;

import dev.lifeguard.migrate.architecture.bad.engine.engine.pipeline.Pipeline;

/** Is shared, and depends on one way to run a migration. */
record OutcomeThatKnowsThePipeline(Pipeline pipeline) {}
