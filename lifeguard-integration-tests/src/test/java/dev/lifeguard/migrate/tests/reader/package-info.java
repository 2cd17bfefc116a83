/** What a script means to psql and to the server, compared with what {@code up} makes of it. */
@NullMarked
package dev.lifeguard.migrate.tests.reader;

import org.jspecify.annotations.NullMarked;
