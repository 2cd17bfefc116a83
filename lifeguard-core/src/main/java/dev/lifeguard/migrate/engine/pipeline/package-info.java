/** Short migrations of a long run, several of them in one flush. */
@NullMarked
package dev.lifeguard.migrate.engine.pipeline;

import org.jspecify.annotations.NullMarked;
