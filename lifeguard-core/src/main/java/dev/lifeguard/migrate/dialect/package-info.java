/** The only place where SQL differs from database to database. */
@NullMarked
package dev.lifeguard.migrate.dialect;

import org.jspecify.annotations.NullMarked;
