/** Looks at migrations and databases; the target is never changed. */
@NullMarked
package dev.lifeguard.migrate.inspect;

import org.jspecify.annotations.NullMarked;
