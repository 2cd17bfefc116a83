/** Finds what is unsafe in migrations for PostgreSQL before they run. */
@NullMarked
package dev.lifeguard.migrate.lint;

import org.jspecify.annotations.NullMarked;
