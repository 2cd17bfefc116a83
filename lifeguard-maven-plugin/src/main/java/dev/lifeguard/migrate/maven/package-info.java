/** Migrations in a Maven build: each goal does what the command of the same name does. */
@NullMarked
package dev.lifeguard.migrate.maven;

import org.jspecify.annotations.NullMarked;
