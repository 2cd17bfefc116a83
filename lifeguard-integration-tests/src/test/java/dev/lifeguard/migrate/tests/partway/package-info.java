/**
 * Migrations that run without a transaction, statement by statement, and go on where they ended.
 */
@NullMarked
package dev.lifeguard.migrate.tests.partway;

import org.jspecify.annotations.NullMarked;
