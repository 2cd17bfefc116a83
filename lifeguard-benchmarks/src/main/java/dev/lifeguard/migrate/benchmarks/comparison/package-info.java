/** This tool beside others, one run for all. */
@NullMarked
package dev.lifeguard.migrate.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
