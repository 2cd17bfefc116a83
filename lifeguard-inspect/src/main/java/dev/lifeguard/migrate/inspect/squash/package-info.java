/** Makes all migrations up to a version one baseline, and proves that both make the same. */
@NullMarked
package dev.lifeguard.migrate.inspect.squash;

import org.jspecify.annotations.NullMarked;
