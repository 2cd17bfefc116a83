/** Diagrams of the tables of a database and the references between them. */
@NullMarked
package dev.lifeguard.migrate.inspect.erd;

import org.jspecify.annotations.NullMarked;
