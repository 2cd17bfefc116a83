/** A migration in batches: each a transaction with its work and its progress. */
@NullMarked
package dev.lifeguard.migrate.engine.batch;

import org.jspecify.annotations.NullMarked;
