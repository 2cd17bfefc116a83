/** Migrations that run in batches. */
@NullMarked
package dev.lifeguard.migrate.tests.batch;

import org.jspecify.annotations.NullMarked;
