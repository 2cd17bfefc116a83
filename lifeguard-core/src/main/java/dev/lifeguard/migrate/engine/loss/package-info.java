/** Rows that a way down takes away: counted, refused, or put aside. */
@NullMarked
package dev.lifeguard.migrate.engine.loss;

import org.jspecify.annotations.NullMarked;
