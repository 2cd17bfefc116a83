/** What the author of a Java migration imports: the migration itself, and DDL as typed data. */
@NullMarked
package dev.lifeguard.migrate.schema;

import org.jspecify.annotations.NullMarked;
