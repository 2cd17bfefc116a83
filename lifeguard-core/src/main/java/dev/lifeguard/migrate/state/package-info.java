/** What is kept in the database: the history, and the lock that is a row of the same table. */
@NullMarked
package dev.lifeguard.migrate.state;

import org.jspecify.annotations.NullMarked;
