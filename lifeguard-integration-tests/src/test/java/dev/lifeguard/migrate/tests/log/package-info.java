/** The log of who changed what. */
@NullMarked
package dev.lifeguard.migrate.tests.log;

import org.jspecify.annotations.NullMarked;
