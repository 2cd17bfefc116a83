/** Flyway. */
@NullMarked
package dev.lifeguard.migrate.layouts.flyway;

import org.jspecify.annotations.NullMarked;
