/** Migrations that meet the locks of other transactions. */
@NullMarked
package dev.lifeguard.migrate.tests.busy;

import org.jspecify.annotations.NullMarked;
