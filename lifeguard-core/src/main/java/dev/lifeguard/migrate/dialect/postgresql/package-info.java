/** PostgreSQL, and how its look-alikes are told from it. */
@NullMarked
package dev.lifeguard.migrate.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
