/** A database of its own, migrated, for each test of JUnit. */
@NullMarked
package dev.lifeguard.migrate.junit;

import org.jspecify.annotations.NullMarked;
