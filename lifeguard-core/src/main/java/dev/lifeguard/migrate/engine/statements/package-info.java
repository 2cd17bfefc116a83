/** A migration statement by statement, and how one goes on that stopped part-way. */
@NullMarked
package dev.lifeguard.migrate.engine.statements;

import org.jspecify.annotations.NullMarked;
