/** What a person corrects in the history. */
@NullMarked
package dev.lifeguard.migrate.engine.history;

import org.jspecify.annotations.NullMarked;
