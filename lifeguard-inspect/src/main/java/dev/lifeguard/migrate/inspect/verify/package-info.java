/** Runs each migration up, down and up again on a scratch database, and compares the schemas. */
@NullMarked
package dev.lifeguard.migrate.inspect.verify;

import org.jspecify.annotations.NullMarked;
