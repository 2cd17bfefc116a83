/** What each command does, and the options that are its own. */
@NullMarked
package dev.lifeguard.migrate.cli.command;

import org.jspecify.annotations.NullMarked;
