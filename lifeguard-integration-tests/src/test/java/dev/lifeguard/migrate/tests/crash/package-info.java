/** Runs that are cut off, killed or frozen anywhere: afterwards nothing is in doubt. */
@NullMarked
package dev.lifeguard.migrate.tests.crash;

import org.jspecify.annotations.NullMarked;
