/** Runs in the compiler: writes down which migrations an application has. */
@NullMarked
package dev.lifeguard.migrate.index;

import org.jspecify.annotations.NullMarked;
