/** The programs that are measured, each in a process of its own. */
@NullMarked
package dev.lifeguard.migrate.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
