/** Migrations that run in batches: how far they are, and what may go on with them. */
@NullMarked
package dev.lifeguard.migrate.batch;

import org.jspecify.annotations.NullMarked;
