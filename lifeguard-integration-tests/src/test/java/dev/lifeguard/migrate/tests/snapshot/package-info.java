/** The schema as SQL, and what differs in it. */
@NullMarked
package dev.lifeguard.migrate.tests.snapshot;

import org.jspecify.annotations.NullMarked;
