/** What came of a migration, and the words for it. */
@NullMarked
package dev.lifeguard.migrate.engine.outcome;

import org.jspecify.annotations.NullMarked;
