/** What is known about a database and its migrations, for people who look. */
@NullMarked
package dev.lifeguard.migrate.cli.facts;

import org.jspecify.annotations.NullMarked;
