/** Databases of a PostgreSQL server that are copies of a template. */
@NullMarked
package dev.lifeguard.migrate.junit.postgres;

import org.jspecify.annotations.NullMarked;
