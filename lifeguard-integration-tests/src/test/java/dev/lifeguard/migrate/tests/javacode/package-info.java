/** Migrations in Java, on a real server. */
@NullMarked
package dev.lifeguard.migrate.tests.javacode;

import org.jspecify.annotations.NullMarked;
