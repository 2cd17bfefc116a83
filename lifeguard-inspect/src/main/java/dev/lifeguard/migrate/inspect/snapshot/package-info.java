/** The schema of a database as sorted SQL: equal schemas are equal bytes. */
@NullMarked
package dev.lifeguard.migrate.inspect.snapshot;

import org.jspecify.annotations.NullMarked;
