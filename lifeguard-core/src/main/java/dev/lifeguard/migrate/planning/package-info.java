/** Decides what runs: a pure function of the migrations, the history and the target. */
@NullMarked
package dev.lifeguard.migrate.planning;

import org.jspecify.annotations.NullMarked;
