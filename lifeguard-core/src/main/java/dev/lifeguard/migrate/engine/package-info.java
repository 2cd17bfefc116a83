/** Runs a plan: transaction, script, history row, fence, commit. */
@NullMarked
package dev.lifeguard.migrate.engine;

import org.jspecify.annotations.NullMarked;
