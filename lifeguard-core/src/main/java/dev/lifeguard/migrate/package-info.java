/** Applies migrations to a database and rolls them back: begin with {@link Migrator}. */
@NullMarked
package dev.lifeguard.migrate;

import org.jspecify.annotations.NullMarked;
