/** Rows that a way down takes away. */
@NullMarked
package dev.lifeguard.migrate.tests.loss;

import org.jspecify.annotations.NullMarked;
