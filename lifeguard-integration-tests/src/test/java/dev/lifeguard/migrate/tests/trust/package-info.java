/** Whom the tool trusts about a database, and what others can make it do. */
@NullMarked
package dev.lifeguard.migrate.tests.trust;

import org.jspecify.annotations.NullMarked;
