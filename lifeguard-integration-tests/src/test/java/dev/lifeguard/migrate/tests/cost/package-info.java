/** What a run costs: connections, statements, round trips. */
@NullMarked
package dev.lifeguard.migrate.tests.cost;

import org.jspecify.annotations.NullMarked;
