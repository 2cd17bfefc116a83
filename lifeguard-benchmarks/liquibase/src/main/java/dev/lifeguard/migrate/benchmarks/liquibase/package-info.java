/** Liquibase, to be measured. */
@NullMarked
package dev.lifeguard.migrate.benchmarks.liquibase;

import org.jspecify.annotations.NullMarked;
