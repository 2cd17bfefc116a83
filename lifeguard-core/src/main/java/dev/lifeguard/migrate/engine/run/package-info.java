/** What every part of a run works with. */
@NullMarked
package dev.lifeguard.migrate.engine.run;

import org.jspecify.annotations.NullMarked;
