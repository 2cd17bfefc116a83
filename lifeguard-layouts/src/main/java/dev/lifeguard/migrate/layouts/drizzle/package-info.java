/** Drizzle. */
@NullMarked
package dev.lifeguard.migrate.layouts.drizzle;

import org.jspecify.annotations.NullMarked;
