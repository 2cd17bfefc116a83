/** Lint beside squawk, over the same migrations. */
@NullMarked
package dev.lifeguard.migrate.benchmarks.lint;

import org.jspecify.annotations.NullMarked;
