/** What the commands do to a database, from the first migration to the last rollback. */
@NullMarked
package dev.lifeguard.migrate.tests.lifecycle;

import org.jspecify.annotations.NullMarked;
