/** What every database keeps to: two contract suites, and a subclass of each for every database. */
@NullMarked
package dev.lifeguard.migrate.tests.dialect;

import org.jspecify.annotations.NullMarked;
