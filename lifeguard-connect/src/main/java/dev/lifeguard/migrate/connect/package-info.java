/** From a database URL to connections, with an embedded server where one is asked for. */
@NullMarked
package dev.lifeguard.migrate.connect;

import org.jspecify.annotations.NullMarked;
