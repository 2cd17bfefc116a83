/** Files that are larger than the memory of the program that runs them. */
@NullMarked
package dev.lifeguard.migrate.tests.stream;

import org.jspecify.annotations.NullMarked;
