/** The locks of one migration, and who is in their way now. */
@NullMarked
package dev.lifeguard.migrate.inspect.explain;

import org.jspecify.annotations.NullMarked;
