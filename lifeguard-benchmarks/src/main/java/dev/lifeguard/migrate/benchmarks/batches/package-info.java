/**
 * What migrations in batches cost: beside a load, beside a loop by hand, and in room on the disk.
 */
@NullMarked
package dev.lifeguard.migrate.benchmarks.batches;

import org.jspecify.annotations.NullMarked;
