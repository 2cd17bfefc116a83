/** Real PostgreSQL servers, and ways to watch what happens on them. */
@NullMarked
package dev.lifeguard.migrate.tests.server;

import org.jspecify.annotations.NullMarked;
