/** What a statement locks, seen while it runs on a scratch database. */
@NullMarked
package dev.lifeguard.migrate.inspect.trace;

import org.jspecify.annotations.NullMarked;
