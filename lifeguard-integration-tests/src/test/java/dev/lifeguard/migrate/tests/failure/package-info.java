/** Migrations that fail: what is said, what is kept, and what the session looks like afterwards. */
@NullMarked
package dev.lifeguard.migrate.tests.failure;

import org.jspecify.annotations.NullMarked;
