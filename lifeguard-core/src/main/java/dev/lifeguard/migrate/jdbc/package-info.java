/** The only code that touches {@code java.sql.Statement}. */
@NullMarked
package dev.lifeguard.migrate.jdbc;

import org.jspecify.annotations.NullMarked;
