/** How fast it is. */
@NullMarked
package dev.lifeguard.migrate.benchmarks;

import org.jspecify.annotations.NullMarked;
