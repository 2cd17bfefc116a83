/** Changes to a schema, as data, in SQL: what the databases write alike. */
@NullMarked
package dev.lifeguard.migrate.ddl;

import org.jspecify.annotations.NullMarked;
