/** From a database URL to connections, with an embedded server where one is asked for. */
@NullMarked
package dev.lifeguard.migrate.cli.database;

import org.jspecify.annotations.NullMarked;
