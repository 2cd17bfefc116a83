/** Databases behind a connection pooler. */
@NullMarked
package dev.lifeguard.migrate.tests.pooler;

import org.jspecify.annotations.NullMarked;
