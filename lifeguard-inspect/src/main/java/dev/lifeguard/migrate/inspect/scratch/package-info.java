/** Databases that are made for a look, and dropped after it. */
@NullMarked
package dev.lifeguard.migrate.inspect.scratch;

import org.jspecify.annotations.NullMarked;
