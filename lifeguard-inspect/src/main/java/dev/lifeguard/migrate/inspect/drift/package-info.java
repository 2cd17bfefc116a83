/** What a live database has that its migrations do not make, and the other way round. */
@NullMarked
package dev.lifeguard.migrate.inspect.drift;

import org.jspecify.annotations.NullMarked;
