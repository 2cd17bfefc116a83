/** The lock: one runner at a time, whatever pauses, crashes and interruptions happen. */
@NullMarked
package dev.lifeguard.migrate.tests.lock;

import org.jspecify.annotations.NullMarked;
