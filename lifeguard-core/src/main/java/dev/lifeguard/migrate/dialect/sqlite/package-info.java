/** SQLite. */
@NullMarked
package dev.lifeguard.migrate.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
