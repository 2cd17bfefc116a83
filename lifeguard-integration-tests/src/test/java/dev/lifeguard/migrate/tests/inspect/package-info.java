/** What a look at migrations and databases shows, on real servers. */
@NullMarked
package dev.lifeguard.migrate.tests.inspect;

import org.jspecify.annotations.NullMarked;
