/** What a command shows and heeds while its database is opened. */
@NullMarked
package dev.lifeguard.migrate.cli.database;

import org.jspecify.annotations.NullMarked;
