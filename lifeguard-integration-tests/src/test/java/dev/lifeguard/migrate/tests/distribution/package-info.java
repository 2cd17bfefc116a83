/** The archives of the command line, unpacked where a user would unpack them. */
@NullMarked
package dev.lifeguard.migrate.tests.distribution;

import org.jspecify.annotations.NullMarked;
