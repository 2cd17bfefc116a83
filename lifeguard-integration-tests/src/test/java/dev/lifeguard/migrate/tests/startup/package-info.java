/**
 * Migrations as a part of an application: at its start, and with listeners and checks of its own.
 */
@NullMarked
package dev.lifeguard.migrate.tests.startup;

import org.jspecify.annotations.NullMarked;
