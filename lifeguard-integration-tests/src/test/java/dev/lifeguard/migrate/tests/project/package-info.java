/** An application's migrations with the database that they are for. */
@NullMarked
package dev.lifeguard.migrate.tests.project;

import org.jspecify.annotations.NullMarked;
