/** What the sample's accounting schema costs, beside tables without its rules. */
@NullMarked
package dev.lifeguard.migrate.benchmarks.accounting;

import org.jspecify.annotations.NullMarked;
