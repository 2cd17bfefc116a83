/** A migration as one transaction. */
@NullMarked
package dev.lifeguard.migrate.engine.whole;

import org.jspecify.annotations.NullMarked;
