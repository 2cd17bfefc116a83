/** What there is to do: a pure function of the catalog, the history and the target. */
@NullMarked
package dev.lifeguard.migrate.plan;

import org.jspecify.annotations.NullMarked;
