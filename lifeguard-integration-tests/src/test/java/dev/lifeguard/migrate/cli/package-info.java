/** The command line's own package, for what of it no other one sees. */
@NullMarked
package dev.lifeguard.migrate.cli;

import org.jspecify.annotations.NullMarked;
