/** The command {@code lifeguard-migrate}: from its arguments to its exit code. */
@NullMarked
package dev.lifeguard.migrate.cli;

import org.jspecify.annotations.NullMarked;
