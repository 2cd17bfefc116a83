/** Tests of what pending migrations mean for statements, where those are prepared. */
@NullMarked
package dev.lifeguard.migrate.inspect.compat;

import org.jspecify.annotations.NullMarked;
