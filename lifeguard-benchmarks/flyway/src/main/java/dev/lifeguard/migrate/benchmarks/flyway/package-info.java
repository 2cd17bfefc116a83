/** Flyway, to be measured. */
@NullMarked
package dev.lifeguard.migrate.benchmarks.flyway;

import org.jspecify.annotations.NullMarked;
