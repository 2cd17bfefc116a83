/** golang-migrate. */
@NullMarked
package dev.lifeguard.migrate.layouts.golang;

import org.jspecify.annotations.NullMarked;
