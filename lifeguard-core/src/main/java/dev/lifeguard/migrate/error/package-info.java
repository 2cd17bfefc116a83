/** What can go wrong: one sealed exception, with a stable code and the place of the fault. */
@NullMarked
package dev.lifeguard.migrate.error;

import org.jspecify.annotations.NullMarked;
