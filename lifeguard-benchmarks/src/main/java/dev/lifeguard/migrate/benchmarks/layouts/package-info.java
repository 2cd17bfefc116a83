/** What it costs to read the directories of other tools. */
@NullMarked
package dev.lifeguard.migrate.benchmarks.layouts;

import org.jspecify.annotations.NullMarked;
