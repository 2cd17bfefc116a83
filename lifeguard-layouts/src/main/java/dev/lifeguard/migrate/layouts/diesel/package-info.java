/** Diesel. */
@NullMarked
package dev.lifeguard.migrate.layouts.diesel;

import org.jspecify.annotations.NullMarked;
